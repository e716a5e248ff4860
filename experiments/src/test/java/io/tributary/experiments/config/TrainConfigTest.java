package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices do against drift, and which layers they leave out: from the file to the signed plan. */
final class TrainConfigTest {
    private static final DataShape GLYPHS = new DataShape(List.of(28, 28, 1), 10, 200);

    @TempDir
    private Path folder;

    private RunPlan plan(String... overrides) throws IOException, ConfigException {
        return PlanBuilder.plan(Configs.parse(folder, Configs.SOUND, overrides), GLYPHS);
    }

    private String refusal(String... overrides) {
        return assertThrows(ConfigException.class, () -> plan(overrides)).getMessage().replace(folder + "/", "");
    }

    @Test
    void everyMethodHasItsFormAndThePopulationIsTheDevicesUnlessItIsSaid() throws IOException, ConfigException {
        assertEquals(new ClientMethod.FedProx(0.01), plan("train.method={fedprox: {mu: 0.01}}").training().method());
        assertEquals(Optional.empty(), plan("train.method=plain").training().clientMethod());
        assertEquals(new ClientMethod.Scaffold(12), plan("train.method=scaffold").training().method());
        assertEquals(new ClientMethod.Scaffold(99),
                plan("train.method={scaffold: {population: 99}}").training().method());
        assertEquals(new ClientMethod.FedNova(), plan("train.method=fednova").training().method());
        assertEquals(new ClientMethod.FedDyn(0.1, 12),
                plan("train.method={feddyn: {alpha: 0.1}}").training().method());
        assertEquals(new ClientMethod.FedDyn(0.1, 40),
                plan("train.method={feddyn: {alpha: 0.1, population: 40}}").training().method());
    }

    @Test
    void anOptimizerIsChosenWithItsStepSize() throws IOException {
        String none = assertThrows(ConfigException.class, () -> Configs.parse(folder, Configs.SOUND
                .replace(", optimizer: { sgd: { learningRate: 0.1 } }", ""))).getMessage();
        assertTrue(none.contains("train.optimizer: is missing; expected one of sgd, adam, as in { sgd: {"), none);
        String bare = refusal("train.optimizer=adam");
        assertTrue(bare.contains("train.optimizer: needs settings, as in { adam: { learningRate: 0.001, "), bare);
        String other = refusal("train.optimizer={adan: {learningRate: 0.1}}");
        assertTrue(other.contains("expected one of sgd, adam, found 'adan'; did you mean 'adam'?"), other);
    }

    @Test
    void weightDecayIsForDescentAndNoneUnlessItIsSaid() throws IOException, ConfigException {
        assertEquals(new OptimizerSpec.Sgd(0.1, 0, 1e-5),
                plan("train.optimizer={sgd: {learningRate: 0.1, weightDecay: 0.00001}}").training().optimizer());
        assertEquals(new OptimizerSpec.Sgd(0.1, 0),
                plan("train.optimizer={sgd: {learningRate: 0.1, weightDecay: 0}}").training().optimizer());
        String adam = refusal("train.optimizer={adam: {learningRate: 0.1, weightDecay: 0.1}}");
        assertTrue(adam.contains("train.optimizer.adam.weightDecay: unknown key"), adam);
    }

    @Test
    void fedDynCountsDevicesAndTheRestExamples() throws IOException, ConfigException {
        assertEquals(Weighting.UNIFORM, plan("train.method={feddyn: {alpha: 0.1}}").strategy().weighting());
        assertEquals(Weighting.EXAMPLES, plan("train.method=scaffold").strategy().weighting());
    }

    @Test
    void schedulesHaveTheirForms() throws IOException, ConfigException {
        assertEquals(Schedule.CONSTANT, plan("train.schedule=constant").training().schedule());
        assertEquals(new Schedule.Cosine(0.01), plan("train.schedule={cosine: {floor: 0.01}}").training().schedule());
        assertEquals(new Schedule.Step(10, 0.5),
                plan("train.schedule={step: {every: 10, gamma: 0.5}}").training().schedule());
        assertEquals(new Schedule.Exponential(0.99),
                plan("train.schedule={exponential: {gamma: 0.99}}").training().schedule());
    }

    @Test
    void layersLeftOutAreNotInWhatIsSent() throws IOException, ConfigException {
        RunPlan plan = plan("model={architecture: lenet}", "train.local=[dense3]", "train.frozen=[conv1]");
        assertEquals(44426 - 850, plan.layout().size());
        assertEquals(44426 - 850 - 156, plan.layout().updateSize());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "train.method=fedavg | train.method: expected one of plain, fedprox, scaffold, fednova, feddyn, found 'fedavg'",
        "train.method=fednowa | found 'fednowa'; did you mean 'fednova'?",
        "train.method=fedprox | train.method: needs settings, as in { fedprox: { mu: 0.01 } }",
        "train.method={feddyn: {}} | train.method.feddyn.alpha: is missing; expected above 0, at most 1000",
        "train.method={scaffold: {population: 0}} | train.method.scaffold.population: expected a whole number 1..",
        "train.method={scaffold: {population: 11}} | train.method: scaffold has a population of 11, but",
        "train.method={fedprox: {mu: 0}} | train.method.fedprox.mu: expected a number above 0",
        "train.method={fedprox: {nu: 1}} | train.method.fedprox.nu: unknown key",
        "train.method={fedprox: {mu: 1}, feddyn: {alpha: 1}} | train.method: expected one of",
        "train.schedule=sine | train.schedule: expected one of constant, step, exponential, cosine, found",
        "train.schedule={cosine: {floor: 2}} | train.schedule.cosine.floor: expected a number above 0",
        "train.local=dense1 | train.local: expected a list",
        "train.local=[dense2] | train.local: local names 'dense2', which this network has not; it has [dense1,",
        "train.frozen=[conv] | train.frozen: frozen names 'conv', which this network has not",
        "train.local=[dense1] | train.local: local [dense1] and frozen [] leave nothing to train together"})
    void whatIsWrongIsSaidWithItsPlaceAndWhatWouldBeRight(String override, String message) {
        String refusal = refusal(override);
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void methodsThatDoNotFitTheRestAreRefusedAtTheirPlace() {
        String adam = refusal("train.method=scaffold", "train.optimizer={adam: {learningRate: 0.001}}");
        assertTrue(adam.startsWith("--set train.method=scaffold: train.method: scaffold needs"), adam);
    }
}
