/** Exact sums of float32 updates in 64-bit fixed point: the same bits for any order, thread or shard (I3). */
@NullMarked
package io.tributary.aggregation.sum;

import org.jspecify.annotations.NullMarked;
