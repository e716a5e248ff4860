package io.tributary.coordinator.simulation;

import io.tributary.coordinator.simulation.History.Violation;
import java.util.List;
import java.util.Optional;

/**
 * What a world showed.
 *
 * @param trace what happened in it, a line each
 */
record Outcome(long seed, List<Violation> violations, List<String> trace) {
    Outcome {
        violations = List.copyOf(violations);
        trace = List.copyOf(trace);
    }

    /** The first violation of a property. */
    Optional<Violation> violated(Property property) {
        return violations.stream().filter(violation -> violation.property() == property).findFirst();
    }
}
