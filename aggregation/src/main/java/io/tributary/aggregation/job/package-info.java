/** The job that closes a round: its passes over ranges of chunks, what it reads, and where it writes. */
@NullMarked
package io.tributary.aggregation.job;

import org.jspecify.annotations.NullMarked;
