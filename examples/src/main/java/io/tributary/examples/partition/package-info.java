/** Spreads labelled examples over devices, reproducibly from a seed. */
@NullMarked
package io.tributary.examples.partition;

import org.jspecify.annotations.NullMarked;
