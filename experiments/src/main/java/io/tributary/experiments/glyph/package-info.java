/** Signs that the program draws, to learn without a data set. */
@NullMarked
package io.tributary.experiments.glyph;

import org.jspecify.annotations.NullMarked;
