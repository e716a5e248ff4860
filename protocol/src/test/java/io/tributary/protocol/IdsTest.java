package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final String V7 = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String V4 = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";

    @Test
    void wellFormedIdsComeBackUnchanged() {
        assertEquals(V7, Ids.run(V7));
        assertEquals(V4, Ids.upload(V4));
        assertEquals("device-07", Ids.device("device-07"));
        assertEquals("a".repeat(64), Ids.model("a".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", V4, "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5dac96774bbcceb302099a8057", V7 + "\n",
                "../" + V7, "01890a5d-ac96-774b-ccce-b302099a8057"})
    void aRunIdThatIsNoLowerCaseUuidOfVersion7IsRefused(String id) {
        String message = assertThrows(IllegalArgumentException.class, () -> Ids.run(id)).getMessage();
        assertTrue(message.startsWith("run must be a UUID of version 7"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Device", "a/b", "..", "a_b", "é", "a b", "a\u0000"})
    void aNameThatCouldLeaveItsPathIsRefused(String id) {
        assertThrows(IllegalArgumentException.class, () -> Ids.device(id));
        assertThrows(IllegalArgumentException.class, () -> Ids.model(id));
    }

    @Test
    void aNameOf65CharactersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Ids.device("a".repeat(65)));
    }

    @Test
    void aHugeIdIsQuotedOnlyInPartAndWithoutControlCharacters() {
        String message = assertThrows(IllegalArgumentException.class, () -> Ids.upload("\u001b" + "x".repeat(100_000)))
                .getMessage();
        assertTrue(message.length() < 200, message);
        assertTrue(message.chars().noneMatch(Character::isISOControl));
    }
}
