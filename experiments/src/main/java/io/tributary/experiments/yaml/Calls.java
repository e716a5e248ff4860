package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Kind;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together again what YAML cuts at a comma: in a list in brackets {@code conv(32, 3)} is two items, {@code conv(32} and {@code 3)}. */
public final class Calls {
    private Calls() {}

    /** The same, with the pieces of each item of one list put together, at the place of the first of them. */
    public static Mapping joined(Mapping root, String section, String key) {
        Optional<Entry> outer = root.find(section);
        if (outer.isEmpty() || !(outer.get().value() instanceof Mapping inner)) {
            return root;
        }
        Optional<Entry> list = inner.find(key);
        if (list.isEmpty() || !(list.get().value() instanceof Sequence items)) {
            return root;
        }
        Entry whole = new Entry(list.get().origin(), new Sequence(items.origin(), joined(items.items())));
        return root.with(section, new Entry(outer.get().origin(), inner.with(key, whole)));
    }

    private static List<Node> joined(List<Node> pieces) {
        List<Node> items = new ArrayList<>();
        for (Node piece : pieces) {
            Node last = items.isEmpty() ? piece : items.getLast();
            if (!items.isEmpty() && last instanceof Scalar open && isOpen(open.text())
                    && piece instanceof Scalar more) {
                items.set(items.size() - 1,
                        new Scalar(open.origin(), Kind.TEXT, open.text() + ", " + more.text()));
            } else {
                items.add(piece);
            }
        }
        return items;
    }

    private static boolean isOpen(String text) {
        return text.lastIndexOf('(') > text.lastIndexOf(')');
    }
}
