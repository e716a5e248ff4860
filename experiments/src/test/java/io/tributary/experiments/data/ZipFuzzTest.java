package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.experiments.source.NamePattern;
import io.tributary.experiments.source.ZipsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ZipFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileIsAnArchiveOfPicturesOrIsRefused(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("fuzzed.zip"), bytes);
        ZipsConfig config = new ZipsConfig(path, "*.zip", new NamePattern("{class}/*.png"), 4, 4, false, 0.2);
        try {
            assertTrue(ZipSource.own(config, path).examples().size() > 0);
        } catch (DataException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
