/**
 * The job that closes a round, range by range of chunks, and the threads it runs on.
 *
 * <p>Files: a job, its passes and the executors share package-private types of ranges and results.
 */
@NullMarked
package io.tributary.aggregation.range;

import org.jspecify.annotations.NullMarked;
