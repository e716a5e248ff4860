package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.sound.LogMel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys of {@code source: sound}: recordings in a folder, whose names say their class.
 *
 * @param path the folder
 * @param names what the name of a file says
 * @param rate samples a second of every recording
 * @param mel what is made of a recording
 * @param testTakes takes that are held out to measure the model; if there are none, a fraction is
 * @param holdOut that fraction of each class, above 0 and below 1
 */
public record SoundConfig(Path path, NamePattern names, int rate, LogMel mel, Set<String> testTakes, double holdOut) {
    private static final int LOWEST_RATE = 1000;
    private static final int HIGHEST_RATE = 1_000_000;
    private static final int USUAL_BANDS = 32;

    /** Reads them. */
    public static SoundConfig read(Section section) {
        Path path = section.require("path", Forms.path());
        NamePattern names = section.get("names", NamePattern.form(), new NamePattern("{class}/*.wav"));
        int rate = section.require("rate", Forms.whole(LOWEST_RATE, HIGHEST_RATE));
        double seconds = section.require("seconds", Forms.within(0.025, LogMel.LONGEST));
        int bands = section.get("bands", Forms.whole(1, LogMel.MOST_BANDS), USUAL_BANDS);
        List<String> takes = section.get("testTakes", Forms.list(take(), 1, 1000), List.of());
        if (!takes.isEmpty() && !names.taken()) {
            section.complain("testTakes", "needs {take} in data.names, which is '" + names.text() + "'");
        }
        if (!takes.isEmpty() && section.has("holdOut")) {
            section.complain("holdOut", "stands beside testTakes, which say what is held out; leave one of them out");
        }
        return new SoundConfig(path, names, rate, mel(section, rate, seconds, bands), Set.copyOf(takes),
                section.get("holdOut", Forms.above(0, 0.9), 0.2));
    }

    private static LogMel mel(Section section, int rate, double seconds, int bands) {
        try {
            return new LogMel(rate, seconds, bands);
        } catch (IllegalArgumentException wrong) {
            section.complain("bands", String.valueOf(wrong.getMessage()));
            return new LogMel(16_000, 1, 1); // to read on with
        }
    }

    private static Form<String> take() {
        return Form.of("a take of 1 to 64 characters", "0",
                node -> node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING
                        ? Optional.of(scalar.text()).filter(text -> Pattern.matches("[^\\p{Cntrl}/]{1,64}", text))
                        : Optional.empty());
    }
}
