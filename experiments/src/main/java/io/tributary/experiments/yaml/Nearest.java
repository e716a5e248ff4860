package io.tributary.experiments.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a user may have meant: the allowed word with the fewest letters changed (Levenshtein 1966), case aside. */
public final class Nearest {
    private Nearest() {}

    /** A word at most a third of whose letters differ; none if all are further away. */
    static Optional<String> to(String written, List<String> allowed) {
        return allowed.stream().filter(word -> distance(written, word) >= 0)
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** {@code ; did you mean 'cohort'?} or nothing. */
    public static String hint(String written, List<String> allowed) {
        return to(written, allowed).map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    /** How many letters differ, or -1 if more than a third of the word's do. */
    private static int distance(String written, String word) {
        return new LevenshteinDistance(Math.max(1, word.length() / 3))
                .apply(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
