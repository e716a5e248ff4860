package io.tributary.coordinator.transparency;

import io.tributary.protocol.Fields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tile it is (C2SP tlog-tiles): {@code 0/x001/234.p/5} has the first five hashes of tile 1234 of level 0, {@code entries/000} the first 256 entries.
 *
 * @param level 0 for leaves, n for the roots of full tiles of level n - 1; {@value #ENTRIES} for the entries themselves
 * @param index from 0
 * @param width how many, 1..256; a full tile has 256
 */
record TilePath(int level, long index, int width) {
    /** Hashes of a full tile, and entries of a full bundle. */
    static final int FULL = 256;
    /** The level of entries. */
    static final int ENTRIES = -1;

    private static final int MOST_LEVEL = 7;
    private static final int PART = 1_000;
    private static final Pattern FORM =
            Pattern.compile("(entries|[0-7])/((?:x[0-9]{3}/){0,4})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    TilePath {
        Fields.within("level", level, ENTRIES, MOST_LEVEL);
        Fields.within("index", index, 0, Long.MAX_VALUE >> Byte.SIZE);
        Fields.within("width", width, 1, FULL);
    }

    /** @throws IllegalArgumentException if it is the path of no tile */
    static TilePath parse(String path) {
        Matcher parts = FORM.matcher(path);
        if (!parts.matches() || parts.group(2).startsWith("x000/")) {
            throw new IllegalArgumentException(
                    "a tile must be named as 0/000, 1/x001/234 or entries/000.p/5, not '" + Fields.excerpt(path) + "'");
        }
        long index = Long.parseLong(parts.group(2).replaceAll("[x/]", "") + parts.group(3));
        String width = parts.group(4);
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        return new TilePath(level, index,
                width == null ? FULL : (int) Fields.within("width", Long.parseLong(width), 1, FULL - 1L));
    }

    boolean isFull() {
        return width == FULL;
    }

    /** As {@link #parse} reads it. */
    String text() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % PART));
        for (long rest = index / PART; rest > 0; rest /= PART) {
            path.insert(0, "x%03d/".formatted(rest % PART));
        }
        return (level == ENTRIES ? "entries" : String.valueOf(level)) + "/" + path + (isFull() ? "" : ".p/" + width);
    }
}
