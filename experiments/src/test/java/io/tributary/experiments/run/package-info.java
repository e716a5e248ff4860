/** Tests of whole experiments. */
@NullMarked
package io.tributary.experiments.run;

import org.jspecify.annotations.NullMarked;
