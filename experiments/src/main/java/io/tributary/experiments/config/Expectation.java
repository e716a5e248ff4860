package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the section {@code expect}, such as {@code accuracy: ">= 0.85"}.
 *
 * @param metric what is measured
 * @param comparison how
 * @param limit against what
 */
public record Expectation(Metric metric, Comparison comparison, double limit) {
    private static final Pattern GRAMMAR = Pattern.compile("(>=|<=|>|<)\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)");

    /** What a run is judged by, at its end. */
    public enum Metric {
        /** Held-out accuracy of the last model, 0..1. */
        ACCURACY,
        /** Held-out mean cross-entropy of the last model, in nats. */
        LOSS,
        /** How long the run took. */
        SECONDS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A relation of two numbers. */
    public enum Comparison {
        /** At least. */
        AT_LEAST(">="),
        /** At most. */
        AT_MOST("<="),
        /** Above. */
        ABOVE(">"),
        /** Below. */
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(double value, double limit) {
            return switch (this) {
                case AT_LEAST -> value >= limit;
                case AT_MOST -> value <= limit;
                case ABOVE -> value > limit;
                case BELOW -> value < limit;
            };
        }

        static Comparison ofSign(String sign) {
            return Arrays.stream(values()).filter(one -> one.sign.equals(sign)).findFirst().orElseThrow();
        }
    }

    /** Whether a measured value is as expected; NaN never is. */
    public boolean metBy(double value) {
        return comparison.holds(value, limit);
    }

    /** The sentence for a value that is not as expected: {@code expected accuracy >= 0.85, found 0.8123}. */
    public String failure(double value) {
        return "expected " + this + ", found "
                + (Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : value);
    }

    /** As a config writes it, {@code accuracy >= 0.85}. */
    @Override
    public String toString() {
        return metric.word() + " " + comparison.sign + " " + Forms.plain(limit);
    }

    static List<Expectation> read(Section section) {
        List<Expectation> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Form<Expectation> form = Form.of("a comparison such as \">= 0.85\" (>=, <=, > or < and a number)",
                    new Expectation(metric, Comparison.AT_LEAST, 0),
                    node -> node instanceof Node.Scalar scalar ? parse(metric, scalar.text()) : Optional.empty());
            section.find(metric.word(), form).ifPresent(all::add);
        }
        section.end();
        return List.copyOf(all);
    }

    private static Optional<Expectation> parse(Metric metric, String text) {
        Matcher parts = GRAMMAR.matcher(text.strip());
        return parts.matches() ? Optional.of(new Expectation(metric, Comparison.ofSign(parts.group(1)),
                Double.parseDouble(parts.group(2)))) : Optional.empty();
    }
}
