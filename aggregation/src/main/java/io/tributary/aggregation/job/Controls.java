package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.reduction.Reducer;
import io.tributary.aggregation.reduction.Reduction;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.aggregation.rule.Rule;
import io.tributary.protocol.parameters.Parameter.Role;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How control variates move (Karimireddy et al. 2020, "SCAFFOLD: Stochastic Controlled Averaging for Federated Learning", ICML,
 * equation 5): {@code c <- c + |S| / N * mean of (c_i+ - c_i)}, the exact mean of all updates, none weighing more than another. For
 * one thread; it has buffers only if the layout has control variates.
 */
final class Controls {
    private static final Rule MEAN = new Rule("mean", new Mixing.Identity(), new Reducer.WeightedMean());

    private final @Nullable Reduction mean;
    private final float[] delta;
    private final double share;

    Controls(RangeJob job) {
        int size = job.layout.size(Role.CONTROL) == 0 ? 0 : job.updateChunking.length(0);
        int count = job.updates.count();
        this.mean = size == 0 ? null : mean(count, job, size);
        this.delta = new float[size];
        this.share = job.strategy.share(count);
    }

    private static Reduction mean(int count, RangeJob job, int size) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return MEAN.start(Mix.Selection.all(count), ones, job.point, size);
    }

    /** Writes how far the values {@code from .. to - 1} of a chunk move into those of {@code into}. */
    void reduce(ChunkRows rows, int from, int to, float[] into) throws AggregationException {
        if (mean == null) {
            throw new IllegalStateException("values " + from + " to " + to + " of a chunk have no role");
        }
        mean.reduce(rows, to, delta);
        for (int i = from; i < to; i++) {
            into[i] = (float) (delta[i] * share);
        }
    }
}
