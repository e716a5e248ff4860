package io.tributary.loadtest.extension;

import java.util.ArrayList;
import java.util.List;

/**
 * One change to a source file: what stands in it once is replaced.
 *
 * @param file relative to the root of the tree
 * @param old lines that are there
 * @param now lines that are there afterwards
 */
record Edit(String file, String old, String now) {
    private static final String FILE = "file ";

    /**
     * Reads edits: {@code file PATH}, then lines that begin with {@code -} (part of one line that is there) and {@code +} (what
     * stands in its place, with {@code \\0} for what was there).
     */
    static List<Edit> read(List<String> lines) {
        List<Edit> edits = new ArrayList<>();
        String file = "";
        String old = "";
        StringBuilder now = new StringBuilder();
        for (String line : lines) {
            if (!line.startsWith("+") && !now.isEmpty()) {
                edits.add(of(file, old, now.toString()));
                now.setLength(0);
            }
            if (line.startsWith(FILE)) {
                file = line.substring(FILE.length());
            } else if (line.startsWith("-")) {
                old = line.substring(1);
            } else if (line.startsWith("+")) {
                now.append(now.isEmpty() ? "" : "\n").append(line.substring(1));
            }
        }
        edits.add(of(file, old, now.toString()));
        return edits;
    }

    private static Edit of(String file, String old, String now) {
        return new Edit(file, old, now.replace("\\0", old));
    }

    String apply(String text) {
        int place = text.indexOf(old);
        if (old.isBlank() || place < 0) {
            throw new AssertionError(file + " has no more: " + old);
        }
        return text.substring(0, place) + now + text.substring(place + old.length());
    }
}
