package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.ConfigException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a configuration, so that all of it is said at once, and which keys it may have. Used by one thread. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    /**
     * A key that a reader asked for, whether it was written or not.
     *
     * @param path of the key, such as {@code data.devices}
     * @param expected what its value may be; empty if a section, or words that the reader looks at itself
     * @param preset what it is if it is left out; empty if nothing, or what follows from other keys
     */
    public record Asked(String path, String expected, String preset) {}

    void asked(String path, String expected, String preset) {
        asked.merge(path, new Asked(path, expected, preset),
                (old, more) -> more.expected().isEmpty() ? old : more);
    }

    /** The keys that were asked for so far, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked.values());
    }

    public void add(Origin origin, String message) {
        found.add(new Problem(origin, message));
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** All of them in the order of the file, those of options first. */
    public void throwIfAny() throws ConfigException {
        if (any()) {
            Comparator<Problem> byPlace = Comparator.comparingInt((Problem one) -> one.origin().line())
                    .thenComparingInt(one -> one.origin().column());
            throw new ConfigException(found.stream().sorted(byPlace).toList());
        }
    }
}
