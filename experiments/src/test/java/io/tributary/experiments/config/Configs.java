package io.tributary.experiments.config;

import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations for tests. */
public final class Configs {
    /** A legal configuration, short. */
    public static final String SOUND = """
            name: sound
            model: { architecture: linear }
            data: { source: glyphs, devices: 12 }
            train: { rounds: 3, optimizer: { sgd: { learningRate: 0.1 } } }
            """;

    private Configs() {}

    /** Reads a text as the file {@code experiment.yaml}. */
    public static ExperimentConfig parse(Path folder, String text, String... overrides)
            throws IOException, ConfigException {
        return ExperimentConfig.read(Files.writeString(folder.resolve("experiment.yaml"), text), List.of(overrides));
    }
}
