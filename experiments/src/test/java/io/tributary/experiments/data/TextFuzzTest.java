package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.experiments.source.TextConfig;
import io.tributary.learning.text.HashedWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class TextFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileIsTextsOrIsRefused(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("fuzzed.json"), bytes);
        TextConfig config = new TextConfig(path, "train", Optional.empty(), Optional.empty(), new HashedWords(16, true),
                0.2);
        try {
            OwnExamples own = new TextSource(config).own(path);
            own.examples().read(own.examples().size() - 1, new float[16], 0);
            assertTrue(own.labels().size() >= 1);
        } catch (DataException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
