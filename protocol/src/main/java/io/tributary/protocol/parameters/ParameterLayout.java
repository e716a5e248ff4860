package io.tributary.protocol.parameters;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.protocol.parameters.Parameter.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of a model's tensors in one flat float32 vector: row-major, in the order of their roles: trainable tensors first,
 * then buffers, control variates, frozen tensors. Owned by the architecture. Immutable.
 *
 * @param parameters 1..4096 tensors with unique names, at most 2^30 values together
 */
public record ParameterLayout(@JsonValue List<Parameter> parameters) {
    static final int MAX_PARAMETERS = 4096;
    static final int MAX_VALUES = 1 << 30;

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if it is empty, too large, a name repeats, or roles are out of order
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ParameterLayout {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty() || parameters.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "a layout has 1.." + MAX_PARAMETERS + " parameters, not " + parameters.size());
        }
        requireUniqueNames(parameters);
        requireOrder(parameters);
        if (total(parameters) > MAX_VALUES) {
            throw new IllegalArgumentException("a layout holds at most 2^30 values, not " + total(parameters));
        }
    }

    /** Number of float32 values in the flat vector. */
    public int size() {
        return (int) total(parameters);
    }

    /** Number of leading values that training moves. */
    public int trainableSize() {
        return size(Role.TRAINABLE);
    }

    /** Number of leading values that an update has: all but the frozen ones. */
    public int updateSize() {
        return size() - size(Role.FROZEN);
    }

    /** Number of values of a role, which stand together. */
    public int size(Role role) {
        return (int) total(parameters.stream().filter(p -> p.role() == role).toList());
    }

    /** How the flat vector is cut for the wire and for aggregation. */
    public Chunking chunking() {
        return new Chunking(size());
    }

    /**
     * How an update is cut: into the same chunks, as far as it goes.
     *
     * @throws IllegalArgumentException if everything is frozen
     */
    public Chunking updateChunking() {
        return new Chunking(updateSize());
    }

    private static long total(List<Parameter> parameters) {
        return parameters.stream().mapToLong(Parameter::size).sum();
    }

    private static void requireUniqueNames(List<Parameter> parameters) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("parameter name '" + parameter.name() + "' is used twice");
            }
        }
    }

    private static void requireOrder(List<Parameter> parameters) {
        Role last = Role.TRAINABLE;
        for (Parameter parameter : parameters) {
            if (parameter.role().compareTo(last) < 0) {
                throw new IllegalArgumentException(parameter.role().code() + " '"
                        + parameter.name() + "' stands after a " + last.code());
            }
            last = parameter.role();
        }
    }
}
