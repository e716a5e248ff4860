package io.tributary.experiments.catalogue;

import java.math.BigDecimal;
import java.util.List;

/** What a setting may be. */
public sealed interface Domain {
    /** In few words, for a table. */
    String text();

    /** A whole number {@code low..high}. */
    record Whole(int low, int high) implements Domain {
        @Override
        public String text() {
            return low + ".." + high;
        }
    }

    /** A number {@code low < x <= high}. */
    record Above(double low, double high) implements Domain {
        @Override
        public String text() {
            return "above " + plain(low) + ", at most " + plain(high);
        }
    }

    /** A number {@code low <= x < high}. */
    record Below(double low, double high) implements Domain {
        @Override
        public String text() {
            return "from " + plain(low) + " to below " + plain(high);
        }
    }

    /** A number {@code low <= x <= high}. */
    record Between(double low, double high) implements Domain {
        @Override
        public String text() {
            return "from " + plain(low) + " to " + plain(high);
        }
    }

    /** Yes or no. */
    record Truth() implements Domain {
        @Override
        public String text() {
            return "true or false";
        }
    }

    /** One of some words. */
    record Word(List<String> words) implements Domain {
        /** Copies the list. */
        public Word {
            words = List.copyOf(words);
        }

        @Override
        public String text() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Some layers or tensors. */
    record Names() implements Domain {
        @Override
        public String text() {
            return "a list of layers or tensors";
        }
    }

    /** One of another family, with its own settings. */
    record Part(Family<?> family) implements Domain {
        @Override
        public String text() {
            return "one of the " + family.title();
        }
    }

    /** A number without an exponent. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
