package io.tributary.experiments.weights;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the tensors that a file has stand in a model's vector.
 *
 * @param all in the order of the layout
 * @param byName the same, by the tensor's name
 */
record Slots(List<Slot> all, Map<String, Slot> byName) {
    /** @param offset of its first value */
    record Slot(Parameter parameter, int offset) {}

    /** Everything but control variates. */
    static Slots of(ParameterLayout layout) {
        List<Slot> slots = new ArrayList<>();
        int offset = 0;
        for (Parameter parameter : layout.parameters()) {
            if (StartFile.isStored(parameter)) {
                slots.add(new Slot(parameter, offset));
            }
            offset += parameter.size();
        }
        return new Slots(List.copyOf(slots),
                slots.stream().collect(Collectors.toMap(slot -> slot.parameter().name(), slot -> slot)));
    }

    /** Number of values that a file has. */
    long values() {
        return all.stream().mapToLong(slot -> slot.parameter().size()).sum();
    }

    Optional<Slot> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
