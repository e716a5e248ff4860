package io.tributary.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatMovesACursorHidesOrTurnsTextAroundIsANumber() {
        assertEquals("cat\\u001b[2Jdog", Printable.line("cat\u001b[2Jdog"));
        assertEquals("a\\u202egpj.exe\\u2066\\u200b\\ufeff", Printable.line("a\u202egpj.exe\u2066\u200b\ufeff"));
        assertEquals("\\u009b31m\\u000d\\u000a\\u2028", Printable.line("\u009b31m\r\n\u2028"));
        assertEquals("lone \\ud800", Printable.line("lone \ud800"));
    }

    @Test
    void namesOfAllLanguagesStayAsTheyAre() {
        String names =
                "Ankle boot, Stiefel, \u9774, \u0431\u043e\u0442\u0438\u043d\u043e\u043a, \u0627\u0644, \ud83d\udc62";
        assertEquals(names, Printable.line(names));
        assertEquals("two\nlines\\u0009", Printable.lines("two\nlines\t"));
    }
}
