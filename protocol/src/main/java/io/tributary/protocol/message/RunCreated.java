package io.tributary.protocol.message;

import io.tributary.protocol.Ids;

/**
 * The answer to a {@link RunRequest}.
 *
 * @param run UUIDv7 of the new run
 */
public record RunCreated(String run) implements WireMessage {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the id is not a UUIDv7
     */
    public RunCreated {
        Ids.run(run);
    }
}
