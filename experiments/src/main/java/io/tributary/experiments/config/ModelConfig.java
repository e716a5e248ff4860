package io.tributary.experiments.config;

import io.tributary.experiments.network.NetworkConfig;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.ModelSignature;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code model}: which network.
 *
 * @param network a built-in one, or one of the owner's own
 * @param input shape [height, width, channels] of one example; the data's own if left out
 * @param classes number of classes; the data's own if left out
 * @param start file of the values that the model begins with, relative to the working directory; as the network says if left out
 * @param labels what the classes are called, in the order of the model's outputs; the data's own names, in its order, if left out
 */
public record ModelConfig(NetworkConfig network, Optional<List<Integer>> input, Optional<Integer> classes,
        Optional<Path> start, List<String> labels) {
    private static final int MAX_SIDE = 1 << 16;

    /** Key {@code classes}: how many, or a list of names. */
    private record Classes(int count, List<String> labels) {}

    static ModelConfig read(Section section) {
        NetworkConfig network = NetworkConfig.read(section);
        Optional<List<Integer>> input = section.find("input", Forms.list(Forms.whole(1, MAX_SIDE), 1, 4));
        Optional<Classes> classes = section.find("classes", classes(network.leastClasses()));
        ModelConfig model =
                new ModelConfig(network, input, classes.map(Classes::count), NetworkConfig.startFile(section),
                        ClassNames.checked(section, "classes", classes.map(Classes::labels).orElse(List.of())));
        section.end();
        return model;
    }

    private static Form<Classes> classes(int least) {
        Form<Integer> count = Forms.whole(least, ModelSignature.MOST_LABELS);
        Form<List<String>> names = ClassNames.form(least, ModelSignature.MOST_LABELS);
        return Form.of(count.expected() + " or a list of as many names, such as [cat, dog]",
                new Classes(least, List.of()),
                node -> count.parse().apply(node).map(number -> new Classes(number, List.of()))
                        .or(() -> names.parse().apply(node).map(all -> new Classes(all.size(), all))));
    }

    /** The shape that images are made to fit: what the config says, or what the network is usually given. */
    List<Integer> wantedInput() {
        return input.orElseGet(network::usualInput);
    }
}
