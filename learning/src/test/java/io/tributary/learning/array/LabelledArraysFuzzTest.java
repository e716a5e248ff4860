package io.tributary.learning.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class LabelledArraysFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyArrayIsExamplesOrIsRefused(byte[] bytes) throws IOException {
        Files.write(folder.resolve("x.npy"), bytes);
        Files.write(folder.resolve("y.npy"), Npys.encode("|u1", "False", "(2,)", new byte[] {0, 1}));
        try {
            LabelledArrays arrays = LabelledArrays.read(folder, "x", "y", 2);
            assertEquals(2, arrays.examples().size());
            assertEquals(1, arrays.examples().label(1));
            arrays.examples().read(1, new float[arrays.shape().stream().reduce(1, Math::multiplyExact)], 0);
        } catch (BadExampleException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
