package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.rule.Rows;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ValueCheck;

/** One chunk of every update of a job, and of its reference as the row after them, checked as it is read. */
final class ChunkRows implements Rows {
    private final RangeJob job;
    private final int chunk;
    private final int length;

    ChunkRows(RangeJob job, int chunk, int length) {
        this.job = job;
        this.chunk = chunk;
        this.length = length;
    }

    @Override
    public void read(int row, double bound, float[] into) throws AggregationException {
        if (row == job.updates.count()) {
            readReference(into);
        } else {
            readUpdate(row, bound, into);
        }
    }

    private void readUpdate(int update, double bound, float[] into) throws RefusedUpdateException {
        try {
            job.updates.read(update, chunk, into);
            ValueCheck.check(into, 0, length, bound);
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(update), chunk, refusal);
        }
    }

    /** It is the coordinator's own, and no device is to blame for it. */
    private void readReference(float[] into) {
        job.readReference(chunk, into);
        try {
            ValueCheck.check(into, 0, Math.min(length, job.ruledIn(chunk)), Float.MAX_VALUE);
        } catch (RejectedException refusal) {
            throw new IllegalStateException("the vector to compare updates with is unusable at chunk " + chunk,
                    refusal);
        }
    }
}
