package io.tributary.learning.djl.torchscript;

/** An archive that is broken or does what is not allowed: one line with the place, and what would be right. */
public final class ScriptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    ScriptException(String message) {
        super(line(message));
    }

    /** Names in it come from the file. */
    private static String line(String message) {
        StringBuilder line = new StringBuilder();
        message.codePoints().limit(LONGEST).forEach(point -> line
                .appendCodePoint(Character.isISOControl(point) || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR ? '?' : point));
        return line.toString();
    }
}
