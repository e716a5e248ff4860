package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.config.SourceConfig.OnBroken;
import io.tributary.experiments.network.NetworkConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentConfigTest {
    @TempDir
    private Path folder;

    @Test
    void everySectionIsReadAsWritten() throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, """
                name: fashion-mnist
                model: { architecture: mlp, input: [28, 28, 1], classes: 10, hidden: [64, 32] }
                data: { source: idx, path: ../data, classNames: [shirt, shoe], partition: { shards: 2 }, devices: 100 }
                train: { rounds: 30, cohort: 20, localEpochs: 5, batchSize: 10, threads: 2, parallel: 3,
                         optimizer: { adam: { learningRate: 1e-3, beta1: 0.8, beta2: 0.99, epsilon: 1.0e-7 } } }
                strategy: { rule: mean, server: fedavg }
                privacy: { secureAggregation: off }
                round: { reportGoal: 16, overSelect: 1.3, minReports: 4, deadline: 2m, selection: 1h, maxAbandoned: 3,
                         requires: { cores: 2, memory: 512MiB } }
                update: { bound: 8, scaleBits: 24, maxWeight: 500 }
                expect: { accuracy: ">= 0.85", loss: "<0.5", seconds: "< 600" }
                seed: 42
                """);
        assertEquals(new ModelConfig(new NetworkConfig.BuiltIn("mlp", List.of(64, 32)),
                Optional.of(List.of(28, 28, 1)), Optional.of(10), Optional.empty(), List.of()), config.model());
        assertEquals(new DataConfig(new Idx(Path.of("../data"), Optional.empty(), List.of("shirt", "shoe")), 100,
                new PartitionConfig.Shards(2), Optional.empty()), config.data());
        assertEquals(new TrainConfig(30, Optional.of(20), 5, 10, new OptimizerSpec.Adam(1e-3, 0.8, 0.99, 1e-7), 2,
                Optional.empty(), Schedule.CONSTANT, List.of(), List.of(), Optional.of(3)), config.train());
        assertEquals(StrategySpec.FEDAVG, config.strategy());
        assertEquals(new RoundConfig(Optional.of(16), 1.3, Optional.of(4), 120, Optional.of(3600), 3,
                Optional.of(new Requirements(2, 512L << 20)), Optional.empty(), Optional.empty()), config.round());
        assertEquals(new UpdateConfig(8, Optional.of(24), Optional.of(500), Optional.empty(), Download.FLOAT32),
                config.update());
        assertEquals("[accuracy >= 0.85, loss < 0.5, seconds < 600]", config.expect().toString());
        assertEquals(42, config.seed());
    }

    @Test
    void classesAreANumberOrNamesInOneForm() throws IOException, ConfigException {
        ModelConfig named = Configs.parse(folder, Configs.SOUND, "model.classes=[cat, ba\u0308r, 7]").model();
        assertEquals(List.of("cat", "b\u00e4r", "7"), named.labels());
        assertEquals(Optional.of(3), named.classes());
        assertEquals(
                "--set model.classes=[Cat, dog, cat]: model.classes: classes has 'Cat' and 'cat', which are the same"
                        + " name but for case or form; rename one of them",
                refusal("model.classes=[Cat, dog, cat]"));
        assertEquals("--set model.classes=[' cat', dog]: model.classes: classes must not begin or end with a blank, as"
                + " ' cat' does", refusal("model.classes=[' cat', dog]"));
        assertTrue(refusal("model.classes=[cat]").contains("a list of as many names, such as [cat, dog]"));
    }

    private String refusal(String option) {
        return assertThrows(ConfigException.class, () -> Configs.parse(folder, Configs.SOUND, option)).getMessage();
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND);
        assertEquals(new DataConfig(new Glyphs(200, 1000), 12, new PartitionConfig.Iid(), Optional.empty()),
                config.data());
        assertEquals(new TrainConfig(3, Optional.empty(), 1, 32, new OptimizerSpec.Sgd(0.1, 0), 1, Optional.empty(),
                Schedule.CONSTANT, List.of(), List.of(), Optional.empty()),
                config.train());
        assertEquals(12, config.cohort());
        assertEquals(
                new RoundConfig(Optional.empty(), 1, Optional.empty(), 600, Optional.empty(), 10, Optional.empty(),
                        Optional.empty(), Optional.empty()),
                config.round());
        assertEquals(new UpdateConfig(64, Optional.empty(), Optional.empty(), Optional.empty(), Download.FLOAT32),
                config.update());
        assertEquals(List.of(), config.expect());
        assertEquals(1, config.seed());
    }

    @Test
    void imagesAreMadeToFitTheNetworkUnlessTheConfigSaysOtherwise() throws IOException, ConfigException {
        String images = Configs.SOUND.replace("source: glyphs", "source: images, path: pictures, onBroken: skip");
        assertEquals(new Images(Path.of("pictures"), 28, 28, false, 0.2, OnBroken.SKIP),
                Configs.parse(folder, images).data().source());
        assertEquals(new Images(Path.of("pictures"), 224, 224, true, 0.2, OnBroken.SKIP),
                Configs.parse(folder, images, "model.architecture=cnn").data().source());
        assertEquals(new Images(Path.of("pictures"), 32, 48, true, 0.1, OnBroken.SKIP), Configs.parse(folder, images,
                "data.size=[32, 48]", "data.color=true", "data.holdOut=0.1").data().source());
    }

    @Test
    void asManyDevicesTrainAtOnceAsThereAreProcessorsForTheirThreads() throws IOException, ConfigException {
        assertEquals(8, Configs.parse(folder, Configs.SOUND).train().parallelOn(8));
        assertEquals(2, Configs.parse(folder, Configs.SOUND, "train.threads=3").train().parallelOn(8));
        assertEquals(1, Configs.parse(folder, Configs.SOUND, "train.threads=3").train().parallelOn(2));
        assertEquals(5, Configs.parse(folder, Configs.SOUND, "train.parallel=5").train().parallelOn(2));
    }

    @Test
    void aMistakeThatShowsLaterHasThePlaceOfItsValueOrOfTheSectionItWouldBeIn() throws IOException, ConfigException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, "train.rounds=4");
        assertEquals("experiment.yaml:3:34: data.devices: too many",
                message(config.mistake("data.devices", "too many")));
        assertEquals("experiment.yaml:3:1: data.partition: odd", message(config.mistake("data.partition", "odd")));
        assertEquals("--set train.rounds=4: train.rounds: few", message(config.mistake("train.rounds", "few")));
    }

    private String message(ConfigException refused) {
        return refused.getMessage().replace(folder + "/", "");
    }

    @Test
    void anExpectationSaysWhatWasExpectedAndFound() throws IOException, ConfigException {
        Expectation expectation =
                Configs.parse(folder, Configs.SOUND, "expect={accuracy: '>= 0.85'}").expect().getFirst();
        assertTrue(expectation.metBy(0.85));
        assertEquals("expected accuracy >= 0.85, found 0.8499", expectation.failure(0.84994));
    }

    @Test
    void everyComparisonHoldsOnItsSideAndNoneForNaN() throws IOException, ConfigException {
        for (String sign : List.of(">=", "<=", ">", "<")) {
            Expectation one =
                    Configs.parse(folder, Configs.SOUND, "expect={loss: '" + sign + " 1'}").expect().getFirst();
            assertEquals(sign.contains("="), one.metBy(1), sign);
            assertEquals(sign.contains(">"), one.metBy(2), sign);
            assertEquals(sign.contains("<"), one.metBy(0), sign);
            assertEquals(false, one.metBy(Double.NaN), sign);
        }
    }
}
