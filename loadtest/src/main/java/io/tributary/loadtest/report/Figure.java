package io.tributary.loadtest.report;

import java.util.Locale;
import java.util.Optional;

/**
 * One measured number, as a benchmark prints it for people and for {@link BenchmarkReport}: {@code = NAME | VALUE | UNIT}.
 *
 * @param name what was measured, without {@code |}
 * @param value as measured
 * @param unit of it; empty for a ratio or a number of things
 */
public record Figure(String name, double value, String unit) {
    private static final String MARK = "= ";
    private static final String BETWEEN = " | ";
    private static final int PARTS = 3;

    /** Prints it on a line of its own. */
    public void print() {
        System.out.println(line());
    }

    String line() {
        return MARK + name + BETWEEN + shown() + BETWEEN + (unit.isEmpty() ? "-" : unit);
    }

    /** Three digits that say something. */
    String shown() {
        double size = Math.abs(value);
        String form =
                size >= 100 || size == Math.rint(size) ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, value);
    }

    /** The figure that a line holds, if it holds one. */
    static Optional<Figure> read(String line) {
        String[] parts = line.startsWith(MARK) ? line.substring(MARK.length()).split(" \\| ", -1) : new String[0];
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional
                    .of(new Figure(parts[0], Double.parseDouble(parts[1]), parts[2].equals("-") ? "" : parts[2]));
        } catch (NumberFormatException _) {
            return Optional.empty(); // a line of another kind that begins so
        }
    }
}
