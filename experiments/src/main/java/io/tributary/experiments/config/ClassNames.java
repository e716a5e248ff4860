package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.Labels;
import java.util.List;
import java.util.regex.Pattern;

/** Names of classes in a config. They are read in normal form C, whatever form they were typed in. */
final class ClassNames {
    private ClassNames() {}

    /** A list of so many names; whether they may stand together is said by {@link #checked}. */
    static Form<List<String>> form(int least, int most) {
        return Forms.list(Forms.text("a name of 1 to " + Labels.LONGEST + " characters",
                Pattern.compile("\\P{Cntrl}{1," + Labels.LONGEST + "}"), "0"), least, most);
    }

    /** The names; none if one of them may not be a name or two fold together, which is noted. */
    static List<String> checked(Section section, String key, List<String> names) {
        try {
            return Labels.require(key, names.stream().map(Labels::normal).toList(), 0, names.size());
        } catch (IllegalArgumentException wrong) {
            section.complain(key, String.valueOf(wrong.getMessage()));
            return List.of();
        }
    }
}
