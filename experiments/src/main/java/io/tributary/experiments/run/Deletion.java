package io.tributary.experiments.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deletes a folder and what is in it. */
final class Deletion {
    private Deletion() {}

    /** All but what is to be kept. Links are deleted, not followed. */
    static void of(Path folder, Predicate<Path> kept) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).filter(kept.negate()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
