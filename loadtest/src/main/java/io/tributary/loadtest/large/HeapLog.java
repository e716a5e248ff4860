package io.tributary.loadtest.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the collections of a JVM say of its heap.
 *
 * @param fullest megabytes in use before any of them
 * @param held megabytes in use after the one that left most
 */
record HeapLog(int fullest, int held) {
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    /** The option that has a JVM write its collections to a file. */
    static String option(Path file) {
        return "-Xlog:gc:file=" + file + ":time:filecount=0";
    }

    static HeapLog read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<MatchResult> found = lines.flatMap(line -> COLLECTION.matcher(line).results()).toList();
            return new HeapLog(most(found, 1), most(found, 2));
        }
    }

    private static int most(List<MatchResult> found, int group) {
        return found.stream().mapToInt(collection -> Integer.parseInt(collection.group(group))).max().orElse(0);
    }
}
