package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ConfigFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileIsAnExperimentOrRefusedInWords(byte[] yaml) throws IOException {
        Path file = Files.write(folder.resolve("fuzzed.yaml"), yaml);
        try {
            assertFalse(ExperimentConfig.read(file, List.of()).name().isEmpty());
        } catch (ConfigException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isEmpty());
        }
    }
}
