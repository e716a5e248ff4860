package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Origin;
import io.tributary.experiments.yaml.Problems;
import io.tributary.experiments.yaml.Section;
import io.tributary.experiments.yaml.YamlTree;
import java.util.Map;

/** A choice as a command line writes it: {@code median}, or {@code { krum: { byzantine: 5 } }}. */
public final class ChoiceText {
    private ChoiceText() {}

    /**
     * Reads a choice of a family none of whose settings follow from an experiment's sizes.
     *
     * @param option the option's name, for messages
     * @param text what was given
     * @throws ConfigException naming what is wrong and what would be right
     */
    public static <T> T read(String option, String text, Family<T> family) throws ConfigException {
        Origin.Text source = Origin.option(option + " " + text);
        Node value = YamlTree.read(source, text);
        Mapping around = new Mapping(value.origin(), Map.of(option, new Entry(value.origin(), value)));
        Problems problems = new Problems();
        T chosen = new Choice<>(new Section(problems, "", around), option, family, Sizes.NONE).read().orElse(null);
        problems.throwIfAny();
        if (chosen == null) {
            throw new IllegalStateException("nothing was chosen and nothing was wrong: " + text);
        }
        return chosen;
    }
}
