package io.tributary.experiments.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of one kind as they were read: what was left out has its preset; what follows from elsewhere is missing.
 *
 * @param given by name: Integer, Double, Boolean, a word, a list of names, or what another family makes
 * @param sizes of the experiment
 */
public record Values(Map<String, Object> given, Sizes sizes) {
    /** Copies the map. */
    public Values {
        given = Map.copyOf(given);
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public int whole(String name) {
        return part(name, Integer.class);
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public double number(String name) {
        return part(name, Double.class);
    }

    /**
     * Yes or no.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public boolean truth(String name) {
        return part(name, Boolean.class);
    }

    /**
     * Some names.
     *
     * @throws IllegalArgumentException if they are missing
     */
    public List<String> names(String name) {
        List<?> names = part(name, List.class);
        return names.stream().map(String.class::cast).toList();
    }

    /**
     * What another family made, or a word.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public <T> T part(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** What may be missing. */
    public <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(given.get(name)).map(value -> Objects.requireNonNull(type.cast(value)));
    }
}
