package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.reduction.Rows;
import io.tributary.aggregation.sum.Slice;
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
    public Slice slice(int row, float[] scratch) throws AggregationException {
        if (isReference(row)) {
            job.readReference(chunk, scratch);
            return new Slice(scratch, 0);
        }
        try {
            return slice(scratch, row);
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(row), chunk, refusal);
        }
    }

    private Slice slice(float[] scratch, int update) throws RejectedException {
        if (travelled) {
            job.updates.readTravelled(update, chunk, scratch);
            return new Slice(scratch, 0);
        }
        return job.updates.slice(update, chunk, scratch);
    }

    @Override
    public float check(int row, Slice values, double bound) throws AggregationException {
        try {
            return isReference(row) ? checkReference(values)
                    : ValueCheck.check(values.values(), values.offset(), length, bound);
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(row), chunk, refusal);
        }
    }

    /** It is the coordinator's own, and no device is to blame for it. */
    private float checkReference(Slice values) {
        try {
            return ValueCheck.check(values.values(), values.offset(), job.ruledIn(chunk), Float.MAX_VALUE);
        } catch (RejectedException refusal) {
            throw new IllegalStateException("the vector to compare updates with is unusable at chunk " + chunk,
                    refusal);
        }
    }

    private boolean isReference(int row) {
        return row == job.updates.count();
    }
}
