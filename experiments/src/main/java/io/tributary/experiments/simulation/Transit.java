package io.tributary.experiments.simulation;

import java.util.List;

/** What happens to the updates of a round between training and aggregation: nothing, an attack, an encoding. */
@FunctionalInterface
public interface Transit {
    /**
     * Carries the updates of a round.
     *
     * @param round 1-based
     * @param sent by device index, ascending; not to be changed
     * @return what arrives, likewise ordered
     */
    List<Sent> carry(int round, List<Sent> sent);

    /** What is sent arrives. */
    static Transit undisturbed() {
        return (_, sent) -> sent;
    }
}
