package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.rule.Rows;
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
    public Row read(int row, double bound, float[] scratch) throws AggregationException {
        if (row == job.updates.count()) {
            return readReference(scratch);
        }
        return readUpdate(row, bound, scratch);
    }

    private Row readUpdate(int update, double bound, float[] scratch) throws RefusedUpdateException {
        try {
            Slice slice = slice(update, scratch);
            return new Row(slice, ValueCheck.check(slice.values(), slice.offset(), length, bound));
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(update), chunk, refusal);
        }
    }

    private Slice slice(int update, float[] scratch) throws RejectedException {
        if (travelled) {
            job.updates.readTravelled(update, chunk, scratch);
            return new Slice(scratch, 0);
        }
        return job.updates.slice(update, chunk, scratch);
    }

    /** It is the coordinator's own, and no device is to blame for it. */
    private Row readReference(float[] scratch) {
        job.readReference(chunk, scratch);
        try {
            return new Row(new Slice(scratch, 0),
                    ValueCheck.check(scratch, 0, job.ruledIn(chunk), Float.MAX_VALUE));
        } catch (RejectedException refusal) {
            throw new IllegalStateException("the vector to compare updates with is unusable at chunk " + chunk,
                    refusal);
        }
    }
}
