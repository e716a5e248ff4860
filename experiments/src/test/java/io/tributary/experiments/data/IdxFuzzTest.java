package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class IdxFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileHoldsWhatItsHeaderPromisesOrIsRefused(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("fuzzed-idx1-ubyte"), bytes);
        try {
            IdxFile file = IdxFile.read(path, 1);
            assertEquals(file.sizes()[0], file.values().length);
        } catch (DataException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
