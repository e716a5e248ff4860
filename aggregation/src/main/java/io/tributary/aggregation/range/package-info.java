/** The job that closes a round, range by range of chunks, and the threads it runs on. */
@NullMarked
package io.tributary.aggregation.range;

import org.jspecify.annotations.NullMarked;
