package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The contract passes rules of Tributary, and finds each fault that it names. */
class RuleContractTest {
    private static final PlugInSpec SPEC = PlugInSpec.of("sample", "1");

    private record Sample(Function<PlugInSpec, Mixing> made) implements RulePlugIn {
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
        public int leastUpdates(PlugInSpec settings) {
            return 5;
        }

        @Override
        public Mixing mixing(PlugInSpec settings) {
            return made.apply(settings);
        }
    }

    private record Weighing(ToDoubleFunction<Integer> weight, int missing) implements GramMixing {
        @Override
        public int leastRows() {
            return 1;
        }

        @Override
        public Mix mix(Gram gram, int[] weights) {
            double[] coefficients = new double[gram.size() - missing];
            Arrays.setAll(coefficients, weight::applyAsDouble);
            return new Mix.Combination(coefficients, 1, gram.norms());
        }
    }

    private static String fault(Function<PlugInSpec, Mixing> made) {
        return String.valueOf(assertThrows(AssertionError.class, () -> RuleContract.check(new Sample(made), SPEC))
                .getMessage());
    }

    @Test
    void rulesThatKeepItPass() {
        for (Function<PlugInSpec, Mixing> sound : List.<Function<PlugInSpec, Mixing>>of(
                _ -> new Mixing.Identity(), _ -> new KrumSelection(1, 0), _ -> new NormClipping(OptionalDouble.empty()),
                _ -> new NearestNeighborAverages(1, new Mixing.Identity()),
                _ -> new CenteredClippingWeights(OptionalDouble.of(1), 3), _ -> new Weighing(row -> row, 0))) {
            RuleContract.check(new Sample(sound), SPEC);
        }
    }

    @Test
    void whatDependsOnAnythingElseThanTheUpdatesIsFound() {
        AtomicInteger calls = new AtomicInteger();
        assertTrue(fault(_ -> new Weighing(_ -> calls.incrementAndGet(), 0)).contains("gave another mix"));
    }

    @Test
    void coefficientsThatAreNoneOrTooFewAreFound() {
        assertTrue(fault(_ -> new Weighing(_ -> Double.NaN, 0)).contains("coefficients must be finite"));
        assertTrue(fault(_ -> new Weighing(_ -> 1, 1)).contains("must have as many coefficients"));
    }

    @Test
    void aMixingThatNeedsMoreThanIsSaidIsFound() {
        assertEquals("leastUpdates is 5, but the mixing needs 9", fault(_ -> new KrumSelection(3, 1)));
    }
}
