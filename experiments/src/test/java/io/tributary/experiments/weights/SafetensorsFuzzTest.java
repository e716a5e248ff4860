package io.tributary.experiments.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class SafetensorsFuzzTest {
    private static final RunPlan PLAN = TestWeights.plan(TestWeights.LAYOUT);

    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileHoldsTheModelOrIsRefusedInOneLine(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("fuzzed.safetensors"), bytes);
        try {
            float[] values = StartFile.read(path, PLAN);
            assertEquals(PLAN.layout().size(), values.length);
            for (float value : values) {
                assertTrue(Float.isFinite(value));
            }
        } catch (WeightsException refused) {
            assertNotNull(refused.getMessage());
            assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
        }
    }
}
