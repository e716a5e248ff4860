package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys of {@code source: arrays}: arrays of NumPy, in an archive or in a folder.
 *
 * @param path an {@code .npz} file, or a folder of {@code .npy} files
 * @param train names of the arrays of examples and of their classes
 * @param test the same, held out to measure the model; if there are none, a fraction of the others is
 * @param owners name of an array with the number of each training example's device, 0, 1, ...
 * @param holdOut fraction of each class, above 0 and below 1
 * @param classNames what the classes 0, 1, ... are called; their numbers if empty
 */
public record ArraysConfig(Path path, List<String> train, Optional<List<String>> test, Optional<String> owners,
        double holdOut, List<String> classNames) {
    private static final Form<String> NAME = Forms.text("a name of an array of 1 to 64 letters, digits, -, . and _",
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}"), "x");

    /**
     * Reads them.
     *
     * @param classNames read by whoever knows what names of classes may be
     */
    public static ArraysConfig read(Section section, List<String> classNames) {
        Form<List<String>> pair = Forms.list(NAME, 2, 2);
        Optional<List<String>> test = section.find("test", pair);
        if (test.isPresent() && section.has("holdOut")) {
            section.complain("holdOut", "stands beside test, which says what is held out; leave one of them out");
        }
        return new ArraysConfig(section.require("path", Forms.path()),
                section.get("train", pair, List.of("x_train", "y_train")), test, section.find("owners", NAME),
                section.get("holdOut", Forms.above(0, 0.9), 0.2), classNames);
    }
}
