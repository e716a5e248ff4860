/** Training, evaluation and prediction with DJL's PyTorch engine; the only user of DJL, which no public signature shows. */
@NullMarked
package io.tributary.learning.djl;

import org.jspecify.annotations.NullMarked;
