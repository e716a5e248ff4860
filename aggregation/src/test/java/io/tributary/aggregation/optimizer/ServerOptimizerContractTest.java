package io.tributary.aggregation.optimizer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** The contract passes optimizers of Tributary, and finds each fault that it names. */
class ServerOptimizerContractTest {
    private static final PlugInSpec SPEC = PlugInSpec.of("sample", "1");

    private record Sample(DoubleFunction<ServerOptimizer> made) implements ServerOptimizerPlugIn {
        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String summary() {
            return "A sample.";
        }

        @Override
        public ServerOptimizer optimizer(double rate, PlugInSpec settings) {
            return made.apply(rate);
        }
    }

    /** Adds something to each value that a step looks at. */
    @FunctionalInterface
    private interface Adding extends ServerOptimizer {
        double added(int index, int length);

        @Override
        default int slots() {
            return 0;
        }

        @Override
        default void step(float[] model, float[] delta, float[][] state, int length) {
            for (int i = 0; i < length; i++) {
                model[i] = (float) (model[i] + added(i, length));
            }
        }
    }

    private static String fault(ServerOptimizer optimizer) {
        return String.valueOf(assertThrows(AssertionError.class,
                () -> ServerOptimizerContract.check(new Sample(_ -> optimizer), SPEC)).getMessage());
    }

    @Test
    void optimizersThatKeepItPass() {
        for (DoubleFunction<ServerOptimizer> sound : List.<DoubleFunction<ServerOptimizer>>of(FedAvg::new,
                rate -> new FedAvgM(rate, 0.9), rate -> new FedAdam(rate, 0.9, 0.99, 1e-3),
                rate -> new FedYogi(rate, 0.9, 0.99, 1e-3), rate -> new FedAdagrad(rate, 0.5, 1e-3),
                _ -> new FedDyn(8))) {
            ServerOptimizerContract.check(new Sample(sound), SPEC);
        }
    }

    @Test
    void whatDependsOnTheCutOrOnTheCallIsFound() {
        assertTrue(fault((Adding) (_, length) -> length).contains("pieces of"));
        assertTrue(fault((Adding) (index, _) -> index).contains("pieces of"));
        AtomicInteger calls = new AtomicInteger();
        assertTrue(fault((Adding) (_, _) -> calls.incrementAndGet()).contains("pieces of"));
    }

    @Test
    void valuesThatAreNoneAndStepsBeyondTheEndAreFound() {
        assertTrue(fault((Adding) (_, _) -> Double.POSITIVE_INFINITY).contains("Infinity"));
        ServerOptimizer beyond = new ServerOptimizer() {
            @Override
            public int slots() {
                return 0;
            }

            @Override
            public void step(float[] model, float[] delta, float[][] state, int length) {
                model[length] = 1;
            }
        };
        assertTrue(fault(beyond).contains("beyond the length"));
    }
}
