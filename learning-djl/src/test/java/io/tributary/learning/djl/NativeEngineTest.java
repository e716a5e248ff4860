package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeEngineTest {
    @Test
    void missingNativeLibraryIsSaidByTheNameOfItsJar(@TempDir Path emptyCache) throws Exception {
        String message = ChildJvm.run(entry -> !entry.contains("pytorch-native"), "-DDJL_CACHE_DIR=" + emptyCache);
        assertTrue(message.contains("pytorch-native-cpu with classifier "), message);
    }

    @Test
    void networkIsNotUsedUnlessAllowed() {
        NativeEngine.newManager().close();
        assertEquals("true", System.getProperty("ai.djl.offline"));
        assertTrue(System.getenv("OPT_OUT_TRACKING") != null || System.getProperty("OPT_OUT_TRACKING") != null);
    }

    /** Guards what {@link ModelTensors} and {@link BatchBuffer} lean on. */
    @Test
    void engineShowsItsOwnMemoryWritableAndAligned() {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray array = manager.create(new Shape(3), DataType.FLOAT32);
            ModelTensors.values(array).put(new float[] {1, 2, 3});
            assertEquals(6, array.sum().getFloat());
            assertEquals(0, array.toByteBuffer(true).alignmentOffset(0, 64));
        }
    }
}
