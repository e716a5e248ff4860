package io.tributary.coordinator.audit;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.AuditEntry;
import java.nio.charset.StandardCharsets;

/**
 * Text from outside as it may stand in the log: printable ASCII that means nothing to a browser or a terminal, of bounded length. What
 * is cut ends with a hash of the whole, so that two texts that differ never look like one.
 */
final class AuditText {
    private static final String HARMLESS = " !()*+,-./:;=?@_~";
    private static final String CUT = "...sha256:";

    private AuditText() {}

    /** The text, what is not harmless as {@code \\uXXXX}, cut where it would be too long. */
    static String of(String text) {
        String whole = escaped(text);
        if (whole.length() <= AuditEntry.MAX_TEXT) {
            return whole;
        }
        String hash = CUT + Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        return whole.substring(0, AuditEntry.MAX_TEXT - hash.length()) + hash;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length() && safe.length() <= AuditEntry.MAX_TEXT; at++) {
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
