/** Tests of whole experiments. */
@NullMarked
package io.tributary.examples.run;

import org.jspecify.annotations.NullMarked;
