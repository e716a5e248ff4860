package io.tributary.experiments.report;

import java.util.List;

/**
 * Files of the data that were there and not trained or measured on.
 *
 * @param count how many
 * @param first of them, at most 20
 */
public record DataLeftOut(int count, List<File> first) {
    private static final int MOST = 20;

    /** A file or a folder, and why it was left out. */
    public record File(String file, String reason) {}

    /** Copies the list. */
    public DataLeftOut {
        first = List.copyOf(first);
    }

    /** Of all of them. */
    public static DataLeftOut of(List<File> all) {
        return new DataLeftOut(all.size(), all.subList(0, Math.min(MOST, all.size())));
    }
}
