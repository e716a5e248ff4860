package io.tributary.experiments.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Kinds of which a config chooses one.
 *
 * @param title what they are, in the plural
 * @param path where a config chooses, such as {@code strategy.rule}
 * @param kinds in the order in which they are shown
 * @param <T> the plan's type
 */
public record Family<T>(String title, String path, List<Kind<T>> kinds) {
    /** Copies the list. */
    public Family {
        kinds = List.copyOf(kinds);
    }

    /** The same with more kinds behind those that are there. */
    Family<T> with(List<Kind<T>> more) {
        return more.isEmpty() ? this : new Family<>(title, path, Stream.concat(kinds.stream(), more.stream()).toList());
    }

    /** The kind of that name. */
    public Optional<Kind<T>> find(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** Names, in order. */
    public List<String> names() {
        return kinds.stream().map(Kind::name).toList();
    }

    /** What a config writes to choose this kind: its section, its key and the example, each level on a line of its own. */
    public String yaml(Kind<T> kind) {
        StringBuilder lines = new StringBuilder();
        String indent = "";
        for (String key : path.split("\\.", -1)) {
            lines.append(lines.isEmpty() ? "" : "\n").append(indent).append(key).append(':');
            indent += "  ";
        }
        return lines.append(' ').append(kind.example()).toString();
    }
}
