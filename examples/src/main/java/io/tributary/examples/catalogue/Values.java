package io.tributary.examples.catalogue;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of one kind as they were read: what was left out has its preset; what the round finds is missing.
 *
 * @param given by name: Integer, Double, Boolean, or what another family makes
 */
public record Values(Map<String, Object> given) {
    /** Copies the map. */
    public Values {
        given = Map.copyOf(given);
    }

    int whole(String name) {
        return part(name, Integer.class);
    }

    double number(String name) {
        return part(name, Double.class);
    }

    boolean truth(String name) {
        return part(name, Boolean.class);
    }

    <T> T part(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(given.get(name)).map(value -> Objects.requireNonNull(type.cast(value)));
    }
}
