package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void bothEndsOfARangeBelongToIt() {
        assertEquals(1, Fields.within("rounds", 1, 1, 3));
        assertEquals(3L, Fields.within("rounds", 3L, 1, 3));
    }

    @Test
    void aRefusalNamesTheFieldTheRangeAndTheValue() {
        assertRefused("rounds must be 1..3, not 0", () -> Fields.within("rounds", 0, 1, 3));
        assertRefused("v must be 1, not 2", () -> Fields.version(2));
        assertRefused("rule must be one of [mean], not 'median'",
                () -> Fields.oneOf("rule", "median", List.of("mean")));
        assertRefused("key must have 2 bytes, not 1", () -> Fields.bytes("key", new byte[1], 2));
        assertRefused("hidden must have 0..1 elements, not 2", () -> Fields.list("hidden", List.of(1, 2), 0, 1));
        assertRefused("name must have 1..9 characters, none of them a control character, not 'a?b'",
                () -> Fields.line("name", "a\nb", 1, 9));
        assertRefused("loss must be finite, not NaN", () -> Fields.finite("loss", Double.NaN));
        assertRefused("overSelect must be finite and at least 1.0, not 0.5",
                () -> Fields.atLeast("overSelect", 0.5, 1));
        assertRefused("bound must be finite and above 0, not 0.0", () -> Fields.positive("bound", 0));
        assertRefused("momentum must be at least 0.0 and below 1.0, not 1.0",
                () -> Fields.fraction("momentum", 1, 0, 1));
        assertRefused("weightDecay must be from 0 to 1, not -0.5", () -> Fields.share("weightDecay", -0.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNeverInRange(double value) {
        assertThrows(IllegalArgumentException.class, () -> Fields.finite("x", value));
        assertThrows(IllegalArgumentException.class, () -> Fields.atLeast("x", value, 0));
        assertThrows(IllegalArgumentException.class, () -> Fields.positive("x", value));
        assertThrows(IllegalArgumentException.class, () -> Fields.fraction("x", value, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Fields.share("x", value));
    }

    @Test
    void listsAndBytesAreCopied() {
        List<Integer> list = new ArrayList<>(List.of(1));
        List<Integer> copy = Fields.list("x", list, 1, 1);
        list.set(0, 2);
        assertEquals(List.of(1), copy);
        byte[] bytes = {7};
        assertNotSame(bytes, Fields.bytes("x", bytes, 1));
        assertArrayEquals(bytes, Fields.bytes("x", bytes, 1));
    }

    private static void assertRefused(String message, Executable check) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
    }
}
