package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanBuilderTest {
    private static final DataShape GLYPHS = new DataShape(List.of(28, 28, 1), 10, 200);

    @TempDir
    private Path folder;

    private RunPlan plan(String... overrides) throws IOException, ConfigException {
        return PlanBuilder.plan(Configs.parse(folder, Configs.SOUND, overrides), GLYPHS);
    }

    private String refusal(DataShape data, String... overrides) throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, overrides);
        ConfigException refused = assertThrows(ConfigException.class, () -> PlanBuilder.plan(config, data));
        return refused.getMessage().replace(folder + "/", "");
    }

    @Test
    void thePlanSaysWhatTheConfigAndTheDataSay() throws IOException, ConfigException {
        ModelSpec spec = new ModelSpec("linear", List.of(28, 28, 1), 10, List.of());
        RunPlan expected = RunPlan.builder().name("sound").model("sound").spec(spec).layout(Architectures.layout(spec))
                .modelSignature(ModelSignature.of(GLYPHS.labels(), GLYPHS.input(), InputMeaning.Image.unit(1)))
                .rounds(3).seed(1).training(new TrainingSpec(1, 32, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(64, 30, 1024, 12)).round(new RoundSpec(12, 1, 12, 12, 12, 60, 600)).build();
        RunPlan plan = plan();
        assertEquals(expected.toBuilder().use(plan.use()).build(), plan);
    }

    @ParameterizedTest
    @CsvSource({"1, 1024", "1024, 1024", "1025, 2048", "2048, 2048", "2049, 4096"})
    void theLargestWeightIsTheNextPowerOfTwoAndAtLeast1024(int largest, int weight)
            throws IOException, ConfigException {
        DataShape data = new DataShape(List.of(28, 28, 1), 10, largest);
        assertEquals(weight, PlanBuilder.plan(Configs.parse(folder, Configs.SOUND), data).update().maxWeight());
    }

    @Test
    void theLargestWeightMayBeGiven() throws IOException, ConfigException {
        assertEquals(7, plan("update.maxWeight=7").update().maxWeight());
        assertEquals(100_000, plan("update.maxWeight=100000").update().maxWeight());
    }

    @Test
    void classesInThePlanHaveTheDatasNames() throws IOException, ConfigException {
        DataShape pets = new DataShape(List.of(28, 28, 1), List.of("cat", "dog"), 200);
        assertEquals(List.of("cat", "dog"), PlanBuilder.plan(Configs.parse(folder, Configs.SOUND), pets)
                .modelSignature().labels());
    }

    @Test
    void aGoalBelowTheCohortMayBeHalfReached() throws IOException, ConfigException {
        assertEquals(new RoundSpec(8, 1.3, 7, 4, 12, 60, 600),
                plan("train.cohort=8", "round={reportGoal: 7, overSelect: 1.3}").round());
        assertEquals(new RoundSpec(8, 1, 8, 8, 12, 60, 600), plan("train.cohort=8", "round={close: all}").round());
    }

    @ParameterizedTest
    @CsvSource({"12, 60", "300, 60", "1000, 200"})
    void manyDevicesHaveLongerToStart(int devices, int seconds) throws IOException, ConfigException {
        assertEquals(seconds, plan("data.devices=" + devices, "train.cohort=10").round().selectionSeconds());
        assertEquals(5, plan("data.devices=" + devices, "train.cohort=10", "round.selection=5s").round()
                .selectionSeconds());
    }

    @Test
    void whatDevicesMustOfferIsInThePlanAndThePoolIsThenNoMoreThanAreAsked() throws IOException, ConfigException {
        assertEquals(new RoundSpec(8, 1, 8, 8, 8, 60, 600, new Requirements(2, 3L << 30)),
                plan("train.cohort=8", "round={requires: {cores: 2, memory: 3GiB}}").round());
        assertEquals(new RoundSpec(8, 1, 8, 8, 8, 60, 600, new Requirements(1, 64 << 10)),
                plan("train.cohort=8", "round={requires: {memory: 64KiB}}").round());
    }

    @Test
    void cohortsAreDrawnFromAllThatAreEnrolledIfTheConfigSaysSo() throws IOException, ConfigException {
        assertEquals(new RoundSpec(8, 1, 8, 8, 12, 60, 600, 10, null, CohortSource.ENROLLED),
                plan("train.cohort=8", "round.drawFrom=enrolled").round());
        assertEquals(CohortSource.WAITING, plan("train.cohort=8", "round.drawFrom=waiting").round().source());
        ConfigException both = assertThrows(ConfigException.class,
                () -> plan("train.cohort=8", "round={drawFrom: enrolled, requires: {cores: 2}}"));
        assertTrue(both.getMessage().contains("round.drawFrom: enrolled goes not with requires"), both.getMessage());
    }

    @Test
    void i3BinaryPlacesAreGivenUpForALargeBoundAsLongAsEnoughAreLeft() throws IOException, ConfigException {
        // 12 * 256 * 1e6 * 2^30 = 2^61.5 fits, ten times as much does not.
        assertEquals(30, plan("update.bound=1000000").update().scaleBits());
        assertEquals(256, plan("update.bound=1000000").update().maxWeight(), "there is no room for more");
        assertEquals(27, plan("update.bound=10000000").update().scaleBits());
    }

    @Test
    void i3SumsThatCouldOverflowAreRefused() throws IOException, ConfigException {
        DataShape large = new DataShape(List.of(28, 28, 1), 10, 1 << 20);
        assertEquals(
                "--set update.bound=1000000000: update.bound: sums could overflow: 12 updates of weight 1048576 within"
                        + " 1000000000 leave room for 8 binary places; at least 16 are wanted: make the bound smaller",
                refusal(large, "update.bound=1000000000"));
        assertEquals(
                "--set update.scaleBits=50: update.scaleBits: sums could overflow: 12 updates of weight 256 within 64"
                        + " leave room for 44 binary places; at least 50 are wanted: make the bound smaller",
                refusal(GLYPHS, "update.scaleBits=50"));
    }

    @Test
    void aModelThatDoesNotFitTheDataIsRefused() throws IOException, ConfigException {
        assertEquals(
                "--set model.classes=7: model.classes: is 7, but the data has 10 classes; leave it out, or make them the"
                        + " same",
                refusal(GLYPHS, "model.classes=7"));
        assertEquals(
                "experiment.yaml:2:24: model.architecture: architecture 'cnn': input must be [height, width, channels]"
                        + " with height and width at least 10, for example [224, 224, 3], not [8, 8, 1]",
                refusal(new DataShape(List.of(8, 8, 1), 10, 200), "model={architecture: cnn}").replace("--set model={"
                        + "architecture: cnn}", "experiment.yaml:2:24"));
    }
}
