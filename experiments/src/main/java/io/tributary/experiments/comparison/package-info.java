/** Runs beside one another: curves over their seeds, what they cost, and whether they differ by more than chance. */
@NullMarked
package io.tributary.experiments.comparison;

import org.jspecify.annotations.NullMarked;
