package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.rule.Rows;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ValueCheck;

/** One chunk of every update of a job, or what travelled of it, and of its reference as the row after them, checked as it is read. */
final class ChunkRows implements Rows {
    private final RangeJob job;
    private final int chunk;
    private final int length;
    private final boolean travelled;

    ChunkRows(RangeJob job, int chunk, int length) {
        this(job, chunk, length, false);
    }

    private ChunkRows(RangeJob job, int chunk, int length, boolean travelled) {
        this.job = job;
        this.chunk = chunk;
        this.length = length;
        this.travelled = travelled;
    }

    /** The so many values that travelled of the same chunk. */
    ChunkRows travelled(int count) {
        return new ChunkRows(job, chunk, count, true);
    }

    @Override
    public float read(int row, double bound, float[] into) throws AggregationException {
        if (row == job.updates.count()) {
            return readReference(into);
        }
        return readUpdate(row, bound, into);
    }

    private float readUpdate(int update, double bound, float[] into) throws RefusedUpdateException {
        try {
            if (travelled) {
                job.updates.readTravelled(update, chunk, into);
            } else {
                job.updates.read(update, chunk, into);
            }
            return ValueCheck.check(into, 0, length, bound);
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(update), chunk, refusal);
        }
    }

    /** It is the coordinator's own, and no device is to blame for it. */
    private float readReference(float[] into) {
        job.readReference(chunk, into);
        try {
            return ValueCheck.check(into, 0, job.ruledIn(chunk), Float.MAX_VALUE);
        } catch (RejectedException refusal) {
            throw new IllegalStateException("the vector to compare updates with is unusable at chunk " + chunk,
                    refusal);
        }
    }
}
