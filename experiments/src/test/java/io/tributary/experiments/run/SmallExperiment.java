package io.tributary.experiments.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An experiment of seconds: drawn glyphs, four devices, two rounds of which each asks three. */
final class SmallExperiment {
    static final String CONFIG = """
            name: small
            model: { architecture: cnn }
            data: { source: glyphs, devices: 4, examples: 40, testExamples: 40, partition: { shards: 2 } }
            train: { rounds: 2, cohort: 3, batchSize: 10, optimizer: { sgd: { learningRate: 0.05 } } }
            round: { close: all, deadline: 120s }
            expect: { loss: "< 100" }
            seed: 7
            """;

    private SmallExperiment() {}

    static ExperimentOutcome run(Path folder, boolean processes, String... overrides) throws Exception {
        return runConfig(folder, processes, CONFIG, overrides);
    }

    static ExperimentOutcome runConfig(Path folder, boolean processes, String config, String... overrides)
            throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), config);
        return new LoopbackRunner().run(
                new RunRequest.Fresh(file, List.of(overrides), Optional.of(folder.resolve("out")), processes, false),
                new Silence());
    }

    static String sha256(Path folder) throws IOException {
        return new JsonMapper().readTree(folder.resolve("out/report.json").toFile())
                .at("/final/sha256").asText();
    }

    /** Shows nothing. */
    static final class Silence implements ProgressView {
        @Override
        public void step(String what) {}

        @Override
        public void show(RunView run) {}

        @Override
        public void message(String text) {}

        @Override
        public void close() {}
    }
}
