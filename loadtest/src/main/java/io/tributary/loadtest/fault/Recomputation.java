package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.KnownUpdates;
import java.util.List;

/**
 * What the model must be, from zeros on: the weighted mean of the known deltas as docs/architecture.md defines it,
 * {@code sum of rint(w * delta * 2^s)} over {@code 2^s * sum of w}, rounded to float once and added. One thread.
 */
final class Recomputation {
    private final KnownUpdates updates;
    private final float[] values;

    Recomputation(KnownUpdates updates) {
        this.updates = updates;
        this.values = new float[updates.values()];
    }

    float[] values() {
        return values;
    }

    /** The next version, made of these devices' updates of a round; of none, the same one again. */
    void apply(int round, List<String> devices) {
        if (devices.isEmpty()) {
            return;
        }
        long[] sums = new long[values.length];
        long total = 0;
        for (String name : devices) {
            int device = KnownUpdates.index(name);
            float[] delta = updates.delta(device, round);
            double factor = updates.weight(device) * (double) (1L << FaultPlan.SCALE_BITS);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (long) Math.rint(delta[i] * factor);
            }
            total += updates.weight(device);
        }
        double divisor = total * (double) (1L << FaultPlan.SCALE_BITS);
        for (int i = 0; i < sums.length; i++) {
            values[i] += (float) (sums[i] / divisor);
        }
    }
}
