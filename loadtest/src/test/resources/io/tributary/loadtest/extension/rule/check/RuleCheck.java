package io.tributary.extension;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.job.ChunkSink;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/** Of three updates, 0.25, 0.5 and 0.75 everywhere, the first moves a model of zeros. */
public final class RuleCheck {
    private RuleCheck() {}

    public static void check() throws Exception {
        RunPlan plan = Toys.plan("strategy.rule=first", "model.architecture=linear");
        ConcurrentHashMap<Integer, float[]> next = new ConcurrentHashMap<>();
        ChunkSink sink = (chunk, values, length) -> {
            next.put(chunk, Arrays.copyOf(values, length));
            return Sha256.of(ByteBuffer.allocate(4).putInt(chunk).array());
        };
        try (ThreadRangeExecutor executor = new ThreadRangeExecutor(2)) {
            new RangeJob(plan.layout(), plan.update(), Strategy.of(plan, 1), new Three(),
                    (chunk, into) -> Arrays.fill(into, 0), sink).run(executor);
        }
        Toys.require(!next.isEmpty(), "nothing was written");
        for (float[] chunk : next.values()) {
            for (float value : chunk) {
                Toys.require(value == 0.25f, "a value is " + value);
            }
        }
    }

    private static final class Three implements UpdateSource {
        @Override
        public int count() {
            return 3;
        }

        @Override
        public String device(int update) {
            return "device-" + update;
        }

        @Override
        public int weight(int update) {
            return 1 + update;
        }

        @Override
        public void read(int update, int chunk, float[] into) {
            Arrays.fill(into, 0.25f * (update + 1));
        }
    }
}
