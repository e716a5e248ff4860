package io.tributary.experiments.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant: the allowed word with the fewest letters changed (Levenshtein 1966), case aside. */
public final class Nearest {
    private Nearest() {}

    /** A word at most a third of whose letters differ; none if all are further away. */
    static Optional<String> to(String written, List<String> allowed) {
        return allowed.stream().filter(word -> distance(written, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** {@code ; did you mean 'cohort'?} or nothing. */
    public static String hint(String written, List<String> allowed) {
        return to(written, allowed).map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        if (from.length() > 2 * to.length() + 2) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            nextRow(row, i, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static void nextRow(int[] row, int i, char letter, String to) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int changed = diagonal + (letter == to.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
        }
    }
}
