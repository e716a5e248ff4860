package io.tributary.learning.sound;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.learning.BadExampleException;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class WavFuzzTest {
    @FuzzTest
    void anyBytesAreARecordingOrAreRefused(byte[] bytes) {
        try {
            WavFile file = WavFile.parse(bytes);
            assertTrue(file.rate() > 0 && file.samples().length > 0 && 2 * file.samples().length <= bytes.length);
        } catch (BadExampleException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
