package io.tributary.learning.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.learning.BadExampleException;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class NpyFuzzTest {
    @FuzzTest
    void anyBytesAreAnArrayOrAreRefused(byte[] bytes) {
        try {
            NpyArray array = NpyArray.parse(bytes);
            assertEquals(array.size(), array.floats().length);
        } catch (BadExampleException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
