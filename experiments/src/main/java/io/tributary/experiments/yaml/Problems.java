package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.ConfigException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a configuration, so that all of it is said at once. Used by one thread. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

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
