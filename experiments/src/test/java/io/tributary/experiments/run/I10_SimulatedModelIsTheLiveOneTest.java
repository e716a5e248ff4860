package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.simulation.Simulation;
import io.tributary.experiments.simulation.Transit;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real coordinator with real devices on loopback, and the simulation of the same config. */
class I10_SimulatedModelIsTheLiveOneTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "strategy.server={fedadam: {learningRate: 0.01}}", "train.method=scaffold",
        "update={codec: {sparsity: {randomSubset: 0.25}, quantize: {bits: 4}, errorFeedback: true}, download: int8}",
        "strategy.rule=flTrust data.trusted=20"})
    void ofTheNetworkLinear(String overrides) throws Exception {
        requireSame("model={architecture: linear} " + overrides);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.parallel=1", "train.parallel=2"})
    void ofTheNetworkFedavgCnn(String overrides) throws Exception {
        requireSame("model={architecture: fedavg-cnn} " + overrides);
    }

    private void requireSame(String text) throws Exception {
        String[] overrides = text.strip().split(" (?=[a-z]+[.=])");
        assertEquals(List.of(), SmallExperiment.run(folder, false, overrides).failures());
        assertEquals(SmallExperiment.sha256(folder), simulated(List.of(overrides)));
    }

    private String simulated(List<String> overrides) throws Exception {
        Experiment experiment = Experiment.prepare(folder.resolve("small.yaml"), overrides, LoadProgress.NONE);
        LearningEngine engine = LearningEngine.required();
        List<LocalTrainer> trainers = experiment.data().devices().stream().map(engine::trainer).toList();
        try (Simulation run = new Simulation(experiment.plan(), trainers,
                experiment.data().trusted().map(engine::trainer), Transit.undisturbed(), 2)) {
            while (run.round() < experiment.plan().rounds()) {
                run.play();
            }
            Path file = ParameterFile.write(Files.createTempDirectory(folder, "simulated"), run.model());
            return Sha256.of(Files.readAllBytes(file)).hex();
        }
    }
}
