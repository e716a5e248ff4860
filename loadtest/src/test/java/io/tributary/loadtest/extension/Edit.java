package io.tributary.loadtest.extension;

import java.util.ArrayList;
import java.util.List;

/**
 * One change to a source file: what stands in it is replaced, once or everywhere.
 *
 * @param file relative to the root of the tree
 * @param old lines that are there
 * @param now lines that are there afterwards
 * @param everywhere whether every place is changed, or the first
 */
record Edit(String file, String old, String now, boolean everywhere) {
    private static final String FILE = "file ";

    /**
     * Reads edits: {@code file PATH}, then lines that begin with {@code -} (part of one line that is there; {@code *} for every
     * such place) and {@code +} (what
     * stands in its place, with {@code \\0} for what was there).
     */
    static List<Edit> read(List<String> lines) {
        List<Edit> edits = new ArrayList<>();
        String file = "";
        String old = "";
        boolean everywhere = false;
        StringBuilder now = new StringBuilder();
        for (String line : lines) {
            if (!line.startsWith("+") && !now.isEmpty()) {
                edits.add(of(file, old, now.toString(), everywhere));
                now.setLength(0);
            }
            if (line.startsWith(FILE)) {
                file = line.substring(FILE.length());
            } else if (line.startsWith("-") || line.startsWith("*")) {
                old = line.substring(1);
                everywhere = line.startsWith("*");
            } else if (line.startsWith("+")) {
                now.append(now.isEmpty() ? "" : "\n").append(line.substring(1));
            }
        }
        edits.add(of(file, old, now.toString(), everywhere));
        return edits;
    }

    private static Edit of(String file, String old, String now, boolean everywhere) {
        return new Edit(file, old, now.replace("\\0", old), everywhere);
    }

    String apply(String text) {
        int place = text.indexOf(old);
        if (old.isBlank() || place < 0) {
            throw new AssertionError(file + " has no more: " + old);
        }
        if (everywhere) {
            return text.replace(old, now);
        }
        return text.substring(0, place) + now + text.substring(place + old.length());
    }
}
