/** Networks, training, evaluation, prediction and decoding of inputs. */
@NullMarked
package io.tributary.learning;

import org.jspecify.annotations.NullMarked;
