package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.message.WireSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunPlanTest {
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.1, 0);

    @ParameterizedTest
    @CsvSource({"10, 1, 10", "10, 1.3, 13", "20, 1.1, 22", "3, 1.5, 5", "1, 1.0000001, 2", "1000000, 1000, 1000000000"})
    void theNumberAskedIsTheCeilingOfTheDecimalProduct(int cohort, double overSelect, int asked) {
        assertEquals(asked, new RoundSpec(cohort, overSelect, 1, 1, asked, 1, 1).selected());
    }

    @Test
    void aBuilderGivesBackThePlanThatItWasMadeOf() {
        RunPlan plan = WireSamples.plan();
        assertEquals(plan, plan.toBuilder().build());
        assertEquals(plan.training(), plan.training().toBuilder().build());
    }

    @Test
    void aPlanWithoutAPartThatHasNoDefaultIsRefusedByItsName() {
        refused("a plan needs name", () -> RunPlan.builder().build());
        refused("a training needs optimizer", () -> TrainingSpec.builder().epochs(1).batchSize(1).build());
    }

    @Test
    void theNumbersOfARoundFitTogether() {
        refused("reportGoal must be 1..13, not 14", () -> new RoundSpec(10, 1.3, 14, 8, 13, 60, 60));
        refused("reportGoal must be 1..13, not 0", () -> new RoundSpec(10, 1.3, 0, 0, 13, 60, 60));
        refused("minReports must be 1..10, not 11", () -> new RoundSpec(10, 1.3, 10, 11, 13, 60, 60));
        refused("pool must be 13..2147483647, not 12", () -> new RoundSpec(10, 1.3, 10, 8, 12, 60, 60));
        refused("overSelect must be finite and at least 1.0, not 0.9", () -> new RoundSpec(10, 0.9, 9, 8, 13, 60, 60));
        refused("overSelect must be 1..1000, not 1001.0", () -> new RoundSpec(10, 1001, 9, 8, 13, 60, 60));
        refused("drawFrom must not be 'enrolled' where devices must offer something (requires): what they offer is known"
                + " when they check in",
                () -> new RoundSpec(10, 1, 10, 8, 13, 60, 60, 10, new Requirements(1, 1),
                        CohortSource.ENROLLED));
        refused("cohort must be 1..1000000, not 0", () -> new RoundSpec(0, 1, 1, 1, 1, 60, 60));
        refused("selectionSeconds must be 1..86400, not 0", () -> new RoundSpec(1, 1, 1, 1, 1, 0, 60));
        refused("deadlineSeconds must be 1..86400, not 86401", () -> new RoundSpec(1, 1, 1, 1, 1, 60, 86401));
    }

    @Test
    void aRoundAsksNoMoreDevicesThanASumMayHold() {
        RunPlan plan = WireSamples.plan();
        refused("a round asks 17 devices, but update.maxUpdates is 16; it must be at least as many",
                () -> plan.toBuilder().rounds(1).seed(1).round(new RoundSpec(17, 1, 17, 1, 17, 1, 1)).build());
    }

    @Test
    void aPlanHasAVersionANameAModelAndRounds() {
        refused("v must be 1, not 2", () -> planWith(2, "n", "m", 1));
        refused("name must have 1..128 characters, none of them a control character, not ''",
                () -> planWith(1, "", "m", 1));
        refused("model must be 1..64 characters of a-z, 0-9 and '-', not 'M/'", () -> planWith(1, "n", "M/", 1));
        refused("rounds must be 1..1000000, not 0", () -> planWith(1, "n", "m", 0));
        refused("rounds must be 1..1000000, not 1000001", () -> planWith(1, "n", "m", 1_000_001));
    }

    private static RunPlan planWith(int v, String name, String model, int rounds) {
        RunPlan plan = WireSamples.plan();
        return plan.toBuilder().v(v).name(name).model(model).rounds(rounds).seed(1).build();
    }

    @Test
    void anUpdateSpecHasItsRanges() {
        refused("bound must be finite and above 0, not 0.0", () -> new UpdateSpec(0, 1, 1, 1));
        refused("bound must be finite and above 0, not NaN", () -> new UpdateSpec(Double.NaN, 1, 1, 1));
        refused("scaleBits must be 0..52, not 53", () -> new UpdateSpec(1, 53, 1, 1));
        refused("maxWeight must be 1..536870912, not 0", () -> new UpdateSpec(1, 1, 0, 1));
        refused("maxUpdates must be 1..2147483647, not 0", () -> new UpdateSpec(1, 1, 1, 0));
    }

    @Test
    void trainingHasItsRanges() {
        refused("epochs must be 1..1000, not 1001", () -> new TrainingSpec(1001, 1, SGD, 1));
        refused("batchSize must be 1..65536, not 0", () -> new TrainingSpec(1, 0, SGD, 1));
        refused("threads must be 1..256, not 257", () -> new TrainingSpec(1, 1, SGD, 257));
        refused("learningRate must be finite and above 0, not -1.0", () -> new OptimizerSpec.Sgd(-1, 0));
        refused("momentum must be at least 0.0 and below 1.0, not 1.0", () -> new OptimizerSpec.Sgd(1, 1));
        refused("weightDecay must be from 0 to 1, not 1.5", () -> new OptimizerSpec.Sgd(1, 0, 1.5));
        refused("beta1 must be at least 0.0 and below 1.0, not -0.5", () -> new OptimizerSpec.Adam(1, -0.5, 0, 1));
        refused("beta2 must be at least 0.0 and below 1.0, not NaN",
                () -> new OptimizerSpec.Adam(1, 0, Double.NaN, 1));
        refused("epsilon must be finite and above 0, not 0.0", () -> new OptimizerSpec.Adam(1, 0, 0, 0));
    }

    @Test
    void noWeightDecayIsOneOfZero() {
        assertEquals(SGD, new OptimizerSpec.Sgd(0.1, 0, 0.0));
        assertEquals(0, new OptimizerSpec.Sgd(0.1, 0).decay());
        assertEquals(1, new OptimizerSpec.Sgd(0.1, 0, 1.0).decay());
    }

    @Test
    void aModelSpecHasItsRanges() {
        refused("input must have 1..8 elements, not 0", () -> new ModelSpec("mlp", List.of(), 2, List.of()));
        refused("input must be 1..16777216, not 0", () -> new ModelSpec("mlp", List.of(3, 0), 2, List.of()));
        refused("classes must be 2..65536, not 1", () -> new ModelSpec("mlp", List.of(3), 1, List.of()));
        refused("hidden must be 1..16777216, not -5", () -> new ModelSpec("mlp", List.of(3), 2, List.of(-5)));
        refused("architecture must have 1..128 characters, none of them a control character, not ''",
                () -> new ModelSpec("", List.of(3), 2, List.of()));
    }

    @Test
    void aRoundNeverClosesWithFewerUpdatesThanItsRuleNeeds() {
        refused("rule krum needs at least 9 updates, but a round may close with round.minReports = 8;"
                + " ask more devices, or expect fewer of them to be byzantine",
                () -> planWith(WireSamples.plan().training(), new RuleSpec.Krum(3)));
        assertEquals(8, planWith(WireSamples.plan().training(), new RuleSpec.Krum(2)).round().minReports());
    }

    @ParameterizedTest
    @MethodSource("rulesAndTheirLeast")
    void aRuleSaysHowManyUpdatesItNeeds(RuleSpec rule, int least) {
        assertEquals(least, rule.leastUpdates());
    }

    static List<Arguments> rulesAndTheirLeast() {
        return List.of(Arguments.of(new RuleSpec.Mean(), 1), Arguments.of(new RuleSpec.Krum(2), 7),
                Arguments.of(new RuleSpec.MultiKrum(2, null), 7), Arguments.of(new RuleSpec.MultiKrum(2, 9), 9),
                Arguments.of(new RuleSpec.Bulyan(2), 11),
                Arguments.of(new RuleSpec.NearestNeighborMixing(2, new RuleSpec.TrimmedMean(0.2)), 5),
                Arguments.of(new RuleSpec.NearestNeighborMixing(2, new RuleSpec.Bulyan(2)), 11));
    }

    @Test
    void aRoundNeverAsksMoreDevicesThanItsRuleHasRoomFor() {
        refused("rule krum takes at most 4096 updates, but a round asks 4097 devices; ask fewer, or choose a"
                + " rule that looks at one update at a time, such as mean",
                () -> planAsking(4097, new RuleSpec.Krum(0)));
        assertEquals(4096, planAsking(4096, new RuleSpec.Krum(0)).round().selected());
        assertEquals(1_000_000, planAsking(1_000_000, new RuleSpec.ClippedMean(null)).round().selected());
    }

    @ParameterizedTest
    @MethodSource("rulesAndTheirMost")
    void aRuleSaysForHowManyUpdatesThereIsRoom(RuleSpec rule, int most) {
        assertEquals(most, rule.mostUpdates());
    }

    static List<Arguments> rulesAndTheirMost() {
        return List.of(Arguments.of(new RuleSpec.Mean(), 1_000_000_000),
                Arguments.of(new RuleSpec.ClippedMean(1.0), 1_000_000_000),
                Arguments.of(new RuleSpec.FlTrust(), 1_000_000_000), Arguments.of(new RuleSpec.Median(), 16_384),
                Arguments.of(new RuleSpec.TrimmedMean(0.2), 16_384), Arguments.of(new RuleSpec.MultiKrum(2, 9), 4096),
                Arguments.of(new RuleSpec.Bulyan(2), 4096), Arguments.of(RuleSpec.GeometricMedian.USUAL, 4096),
                Arguments.of(new RuleSpec.CenteredClipping(null, 3), 4096),
                Arguments.of(new RuleSpec.NearestNeighborMixing(2, new RuleSpec.Mean()), 4096));
    }

    @Test
    void aMethodWithAPartOnTheServerNeedsTheMean() {
        refused("scaffold needs the rule mean, not median",
                () -> planWith(training(new ClientMethod.Scaffold(100)), new RuleSpec.Median()));
        refused("scaffold has a population of 12, but a round asks 13",
                () -> planWith(training(new ClientMethod.Scaffold(12)), new RuleSpec.Mean()));
        refused("feddyn needs uniform weighting",
                () -> planWith(training(new ClientMethod.FedDyn(0.1, 13)), new RuleSpec.Mean()));
        assertEquals(new RuleSpec.Median(),
                planWith(training(new ClientMethod.FedProx(0.1)), new RuleSpec.Median()).strategy().rule());
    }

    private static TrainingSpec training(ClientMethod method) {
        return TrainingSpec.builder().epochs(1).batchSize(1).optimizer(SGD).method(method).build();
    }

    private static RunPlan planWith(TrainingSpec training, RuleSpec rule) {
        RunPlan plan = WireSamples.plan();
        return plan.toBuilder().rounds(1).seed(1).training(training)
                .strategy(new StrategySpec(rule, plan.strategy().server(), plan.strategy().weighting())).build();
    }

    private static RunPlan planAsking(int devices, RuleSpec rule) {
        RunPlan plan = WireSamples.plan();
        return plan.toBuilder().rounds(1).seed(1).update(new UpdateSpec(1, 1, 1, devices))
                .round(new RoundSpec(devices, 1, devices, devices, devices, 1, 1))
                .strategy(new StrategySpec(rule, plan.strategy().server(), plan.strategy().weighting())).build();
    }

    @Test
    void aScheduleBeginsAtOneAndGoesDown() {
        assertEquals(1, new Schedule.Cosine(0.1).factor(1, 10));
        assertEquals(0.1, new Schedule.Cosine(0.1).factor(10, 10), 1e-15);
        assertEquals(1, new Schedule.Cosine(0.1).factor(1, 1));
        assertEquals(0.25, new Schedule.Step(5, 0.5).factor(11, 20));
        assertEquals(0.5, new Schedule.Step(5, 0.5).factor(10, 20));
        assertEquals(0.125, new Schedule.Exponential(0.5).factor(4, 20));
        assertEquals(1, Schedule.CONSTANT.factor(20, 20));
    }

    @Test
    void whatIsLocalIsNotFrozen() {
        refused("'conv1' is both local and frozen; leave it out of one of the lists",
                () -> TrainingSpec.builder().epochs(1).batchSize(1).optimizer(SGD).local(List.of("conv1"))
                        .frozen(List.of("conv1")).build());
    }

    @Test
    void rotationAndTopKDoNotGoTogether() {
        refused("rotate must be false with topK: rotation spreads what top-k picks; use a random subset, or no rotation",
                () -> new CodecSpec(new CodecSpec.TopK(0.1), true, null, false));
        refused("a codec needs a sparsity or a quantizer; for float32 values leave the codec out",
                () -> new CodecSpec(null, false, null, true));
        refused("rotate needs a quantizer: it spreads values so that few levels fit them all",
                () -> new CodecSpec(new CodecSpec.RandomSubset(0.1), true, null, false));
        refused("the quantizer's range must be at most the bound of 2.0, not 2.5", () -> new UpdateSpec(2, 20, 16, 16,
                new CodecSpec(null, false, new CodecSpec.Quantizer(4, 2.5), false), UpdateSpec.Download.FLOAT32));
        refused("bits must be 2..16, not 17", () -> new CodecSpec.Quantizer(17, null));
        refused("fraction must be above 0 and at most 1, not 0.0", () -> new CodecSpec.RandomSubset(0));
    }

    private static void refused(String message, Executable making) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }
}
