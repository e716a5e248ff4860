package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.architecture.Architectures;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code model}: which network.
 *
 * @param architecture a name that {@link Architectures} knows
 * @param input shape [height, width, channels] of one example; the data's own if left out
 * @param classes number of classes; the data's own if left out
 * @param hidden widths of hidden layers, for {@code mlp} only
 */
public record ModelConfig(String architecture, Optional<List<Integer>> input, Optional<Integer> classes,
        List<Integer> hidden) {
    private static final int MAX_SIDE = 1 << 16;

    static ModelConfig read(Section section) {
        ModelConfig model = new ModelConfig(section.require("architecture", Forms.oneOf(Architectures.names())),
                section.find("input", Forms.list(Forms.whole(1, MAX_SIDE), 1, 4)),
                section.find("classes", Forms.whole(2, MAX_SIDE)),
                section.get("hidden", Forms.list(Forms.whole(1, MAX_SIDE), 0, 16), List.of()));
        section.end();
        return model;
    }

    /** The shape that images are made to fit: what the config says, or what the architecture is usually given. */
    List<Integer> wantedInput() {
        return input.orElseGet(() -> Architectures.usualInput(architecture));
    }
}
