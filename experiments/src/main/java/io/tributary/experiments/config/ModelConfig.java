package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ModelSignature;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code model}: which network.
 *
 * @param architecture a name that {@link Architectures} knows
 * @param input shape [height, width, channels] of one example; the data's own if left out
 * @param classes number of classes; the data's own if left out
 * @param labels what the classes are called, in the order of the model's outputs; the data's own names, in its order, if left out
 * @param hidden widths of hidden layers, for {@code mlp} only
 */
public record ModelConfig(String architecture, Optional<List<Integer>> input, Optional<Integer> classes,
        List<String> labels, List<Integer> hidden) {
    private static final int MAX_SIDE = 1 << 16;

    /** Key {@code classes}: how many, or a list of names. */
    private record Classes(int count, List<String> labels) {}

    private static final Form<Integer> COUNT = Forms.whole(2, ModelSignature.MOST_LABELS);
    private static final Form<List<String>> NAMES = ClassNames.form(2, ModelSignature.MOST_LABELS);
    private static final Form<Classes> CLASSES =
            Form.of(COUNT.expected() + " or a list of as many names, such as [cat, dog]", new Classes(2, List.of()),
                    node -> COUNT.parse().apply(node).map(count -> new Classes(count, List.of()))
                            .or(() -> NAMES.parse().apply(node).map(names -> new Classes(names.size(), names))));

    static ModelConfig read(Section section) {
        String architecture = section.require("architecture", Forms.oneOf(Architectures.names()));
        Optional<List<Integer>> input = section.find("input", Forms.list(Forms.whole(1, MAX_SIDE), 1, 4));
        Optional<Classes> classes = section.find("classes", CLASSES);
        ModelConfig model = new ModelConfig(architecture, input, classes.map(Classes::count),
                ClassNames.checked(section, "classes", classes.map(Classes::labels).orElse(List.of())),
                section.get("hidden", Forms.list(Forms.whole(1, MAX_SIDE), 0, 16), List.of()));
        section.end();
        return model;
    }

    /** The shape that images are made to fit: what the config says, or what the architecture is usually given. */
    List<Integer> wantedInput() {
        return input.orElseGet(() -> Architectures.usualInput(architecture));
    }
}
