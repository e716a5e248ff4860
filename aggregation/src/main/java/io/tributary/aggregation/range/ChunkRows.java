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
    public float read(int row, double bound, float[] into) throws AggregationException {
        if (row == job.updates.count()) {
            return readReference(into);
        }
        return readUpdate(row, bound, into);
    }

    private float readUpdate(int update, double bound, float[] into) throws RefusedUpdateException {
        try {
            job.updates.read(update, chunk, into);
            return check(into, length, bound);
        } catch (RejectedException refusal) {
            throw new RefusedUpdateException(job.updates.device(update), chunk, refusal);
        }
    }

    /** It is the coordinator's own, and no device is to blame for it. */
    private float readReference(float[] into) {
        job.readReference(chunk, into);
        try {
            return check(into, job.ruledIn(chunk), Float.MAX_VALUE);
        } catch (RejectedException refusal) {
            throw new IllegalStateException("the vector to compare updates with is unusable at chunk " + chunk,
                    refusal);
        }
    }

    /** Looks for the largest magnitude, which the compiler makes fast, and only if that is bad for who has it. */
    private static float check(float[] values, int length, double bound) throws RejectedException {
        float largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (!(largest <= bound)) {
            ValueCheck.check(values, 0, length, bound);
        }
        return largest;
    }
}
