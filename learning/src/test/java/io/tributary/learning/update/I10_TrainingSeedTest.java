package io.tributary.learning.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("I10 A device draws from (run seed, device index, round) alone")
final class I10_TrainingSeedTest {
    /** Computed by hashlib.sha256(b"tributary/train" + struct.pack(">qii", seed, index, round)).digest()[:8]. */
    @ParameterizedTest
    @CsvSource({"42, 7, 3, -6209945313147325221", "0, 0, 1, 135886140318638312",
        "-1, 2147483647, 1000000, -1939416903251511946"})
    void isTheKnownAnswer(long runSeed, int deviceIndex, int round, long seed) {
        assertEquals(seed, TrainingSeed.of(runSeed, deviceIndex, round));
    }
}
