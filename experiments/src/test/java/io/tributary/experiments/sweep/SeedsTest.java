package io.tributary.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
    @Test
    void seedsAreNumbersAndRanges() throws SweepException {
        assertEquals(List.of(1L, 2L, 3L), Seeds.parse("1, 2,3").values());
        assertEquals(List.of(7L, 8L, 9L, -1L), Seeds.parse("7..9,-1").values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1,,2", "one", "1;2", "3..1", "1,1", "1..3,2", "1..1001", "99999999999999999999", "1.5"})
    void whatAreNoSeedsIsRefusedWithAnExample(String text) {
        String refused = String.valueOf(assertThrows(SweepException.class, () -> Seeds.parse(text)).getMessage());
        assertTrue(refused.startsWith("--seeds " + text + ": ")
                && refused.endsWith("for example --seeds 1,2,3 or --seeds 1..10"), refused);
    }
}
