package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Nearest;
import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import io.tributary.experiments.yaml.Quote;
import io.tributary.experiments.yaml.Section;
import java.util.List;
import java.util.Optional;

/**
 * A key that chooses one kind of a family: by its name alone, {@code rule: median}, or with settings,
 * {@code rule: { krum: { byzantine: 5 } }}.
 *
 * @param section that the key is in
 * @param key its name
 * @param family what there is to choose
 * @param sizes what some settings follow from, if they are left out
 */
record Choice<T>(Section section, String key, Family<T> family, Sizes sizes) {
    /** What was chosen; nothing if the key was left out, or if there is a mistake, which is noted. */
    Optional<T> read() {
        return section.node(key).map(Entry::value).flatMap(node -> switch (node) {
            case Mapping mapping when mapping.entries().size() == 1 ->
                    settled(mapping.entries().keySet().iterator().next());
            case Scalar scalar -> named(scalar);
            case Mapping mapping when mapping.entries().size() > 1
                    && family.names().containsAll(mapping.entries().keySet()) -> several(mapping);
            case Mapping _,Sequence _ -> refuse("expected " + allowed() + ", found " + node.describe());
        });
    }

    /** The same where something must be chosen. */
    Optional<T> require() {
        return section.has(key) ? read()
                : refuse("is missing; expected " + allowed() + ", as in " + family.kinds().getFirst().example());
    }

    /** As when an option sets one beside that of the file. */
    private Optional<T> several(Mapping mapping) {
        String last = List.copyOf(mapping.entries().keySet()).getLast();
        return refuse("expected " + allowed() + ", found " + mapping.describe()
                + "; to replace one by the other, give the whole: " + key + "="
                + family.find(last).orElseThrow().example());
    }

    private Optional<T> named(Scalar scalar) {
        Optional<Kind<T>> kind = family.find(scalar.text());
        if (kind.isEmpty()) {
            return refuse("expected " + allowed() + ", found " + scalar.describe()
                    + Nearest.hint(scalar.text(), family.names()));
        }
        if (!kind.get().needsNothing()) {
            return refuse("needs settings, as in " + kind.get().example());
        }
        return new Settings<>(kind.get(), sizes, this::refuse).presets();
    }

    private Optional<T> settled(String name) {
        Section choice = section.section(key);
        Optional<Kind<T>> kind = family.find(name);
        if (kind.isEmpty()) {
            choice.complain(name,
                    "expected " + allowed() + ", found " + Quote.of(name) + Nearest.hint(name, family.names()));
            return Optional.empty();
        }
        return new Settings<>(kind.get(), sizes, this::refuse).under(choice);
    }

    private Optional<T> refuse(String message) {
        section.complain(key, message);
        return Optional.empty();
    }

    private String allowed() {
        return family.names().isEmpty() ? "a plug-in of the class path (--class-path), which has none for this key"
                : "one of " + String.join(", ", family.names());
    }
}
