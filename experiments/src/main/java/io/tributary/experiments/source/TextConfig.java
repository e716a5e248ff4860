package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.text.HashedWords;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys of {@code source: text}: a JSON file with lists of texts and their classes, {@code {"train": [["play some jazz", "music"], ...]}}.
 *
 * @param path the file
 * @param train name of the list to train on
 * @param test name of the list that is held out to measure the model; if there is none, a fraction of the other is
 * @param owners a JSON file that says which device has which classes, {@code {"home": ["music", ...], ...}}
 * @param words what texts become
 * @param holdOut fraction of each class, above 0 and below 1
 */
public record TextConfig(Path path, String train, Optional<String> test, Optional<Path> owners, HashedWords words,
        double holdOut) {
    private static final int FEWEST_BUCKETS = 16;
    private static final int USUAL_BUCKETS = 4096;

    /** Reads them. */
    public static TextConfig read(Section section) {
        Form<String> name = Forms.text("a name of a list of 1 to 64 letters, digits, -, . and _",
                Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}"), "train");
        Optional<String> test = section.find("test", name);
        if (test.isPresent() && section.has("holdOut")) {
            section.complain("holdOut", "stands beside test, which says what is held out; leave one of them out");
        }
        int buckets = section.get("buckets", Forms.whole(FEWEST_BUCKETS, HashedWords.MOST_BUCKETS), USUAL_BUCKETS);
        return new TextConfig(section.require("path", Forms.path()), section.get("train", name, "train"), test,
                section.find("owners", Forms.path()),
                new HashedWords(buckets, section.get("pairs", Forms.truth(), true)),
                section.get("holdOut", Forms.above(0, 0.9), 0.2));
    }
}
