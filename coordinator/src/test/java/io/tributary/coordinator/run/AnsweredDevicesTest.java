package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnsweredDevicesTest {
    private final AnsweredDevices answered = new AnsweredDevices();

    @Test
    void runsThatPlayAtOnceDoNotForgetEachOthersAnswers() {
        answered.add("one", 3, "ann");
        answered.add("two", 7, "ann");
        answered.add("one", 3, "bob");
        assertTrue(answered.contains("one", 3, "ann"));
        assertTrue(answered.contains("one", 3, "bob"));
        assertTrue(answered.contains("two", 7, "ann"));
        assertFalse(answered.contains("two", 7, "bob"));
    }

    @Test
    void anotherRoundBeginsWithNoAnswers() {
        answered.add("one", 3, "ann");
        assertFalse(answered.contains("one", 4, "ann"));
        answered.add("one", 4, "bob");
        assertFalse(answered.contains("one", 4, "ann"));
        assertFalse(answered.contains("one", 3, "ann"), "only the newest round is kept");
    }
}
