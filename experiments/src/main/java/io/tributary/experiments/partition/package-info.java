/** Spreads labelled examples over devices, reproducibly from a seed. */
@NullMarked
package io.tributary.experiments.partition;

import org.jspecify.annotations.NullMarked;
