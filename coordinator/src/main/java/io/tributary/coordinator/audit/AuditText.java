package io.tributary.coordinator.audit;

import io.tributary.protocol.message.AuditEntry;

/** Text from outside as it may stand in the log: printable ASCII that means nothing to a browser or a terminal, of bounded length. */
final class AuditText {
    private static final String HARMLESS = " !()*+,-./:;=?@_~";
    private static final int LONGEST_ESCAPE = 6;

    private AuditText() {}

    /** The text, what is not harmless as {@code \\uXXXX}, cut where it would be too long. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length() && safe.length() <= AuditEntry.MAX_TEXT - LONGEST_ESCAPE; at++) {
            char letter = text.charAt(at);
            if (isHarmless(letter)) {
                safe.append(letter);
            } else {
                safe.append(String.format("\\u%04x", (int) letter));
            }
        }
        return safe.toString();
    }

    private static boolean isHarmless(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
                || HARMLESS.indexOf(letter) >= 0;
    }
}
