package io.tributary.experiments.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a configuration that knows where it was written. Immutable. */
public sealed interface Node {
    /** Where it begins. */
    Origin origin();

    /** What it is, for a message: a short quotation, or the kind of thing. */
    String describe();

    /** What YAML takes a scalar for. */
    enum Kind {
        WHOLE, DECIMAL, TRUTH, NOTHING, TEXT
    }

    /** A value as it was written, quotes removed. */
    record Scalar(Origin origin, Kind kind, String text) implements Node {
        @Override
        public String describe() {
            return switch (kind) {
                case WHOLE, DECIMAL, TRUTH -> Quote.clip(text);
                case NOTHING -> "nothing";
                case TEXT -> Quote.of(text);
            };
        }
    }

    /** Values in brackets or behind dashes. */
    record Sequence(Origin origin, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list of " + items.size();
        }
    }

    /** A key of a mapping: the place is the key's own. */
    record Entry(Origin origin, Node value) {}

    /** Keys and values in the order written. */
    record Mapping(Origin origin, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<Entry> find(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** The same with one entry more, or another one in its place. */
        Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(origin, changed);
        }

        @Override
        public String describe() {
            return entries.isEmpty() ? "an empty section"
                    : "a section with " + String.join(", ", new ArrayList<>(entries.keySet()).stream().map(Quote::clip)
                            .limit(8).toList());
        }
    }
}
