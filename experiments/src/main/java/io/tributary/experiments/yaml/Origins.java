package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Sequence;
import java.util.Optional;

/** Where each value of a configuration was written, by its path such as {@code train.rounds}. Immutable. */
public final class Origins {
    private final Node root;

    public Origins(Node root) {
        this.root = root;
    }

    /** Whether the value was written. */
    public boolean has(String path) {
        Optional<Node> node = Optional.of(root);
        for (String key : path.split("\\.", -1)) {
            node = node.flatMap(found -> found instanceof Mapping mapping ? mapping.find(key) : Optional.empty())
                    .map(Entry::value);
        }
        return node.isPresent();
    }

    /**
     * The place of a value, or of an item of a list by its index, {@code model.layers[2]}; of the section that it would be in, if it was left
     * to its default.
     */
    public Origin of(String path) {
        Origin found = root.origin();
        Node node = root;
        for (String step : path.split("\\.", -1)) {
            String[] parts = step.split("[\\[\\]]", -1);
            Optional<Entry> entry = node instanceof Mapping mapping ? mapping.find(parts[0]) : Optional.empty();
            if (entry.isEmpty()) {
                return found;
            }
            node = parts.length == 1 ? entry.get().value() : item(entry.get().value(), Integer.parseInt(parts[1]));
            found = node instanceof Mapping ? entry.get().origin() : node.origin();
        }
        return found;
    }

    /** An item of a list; the whole value where there is none. */
    private static Node item(Node list, int index) {
        return list instanceof Sequence sequence && index < sequence.items().size() ? sequence.items().get(index)
                : list;
    }
}
