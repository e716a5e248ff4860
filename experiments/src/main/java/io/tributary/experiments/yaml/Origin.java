package io.tributary.experiments.yaml;

/**
 * Where a value was written.
 *
 * @param source the file as the user named it, or the option, as in {@code --set train.rounds=5}
 * @param line 1-based, 0 if the source is an option
 * @param column 1-based, 0 if the source is an option
 */
public record Origin(String source, int line, int column) {
    /** A text with lines and columns. */
    @FunctionalInterface
    public interface Text {
        Origin at(int line, int column);
    }

    public static Text file(String name) {
        return (line, column) -> new Origin(name, Math.max(1, line), Math.max(1, column));
    }

    /** A value from the command line is short: the option says where it is. */
    public static Text option(String option) {
        return (_, _) -> new Origin(Quote.clip(option), 0, 0);
    }

    /** {@code file:line:column}, which editors and terminals can follow. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
