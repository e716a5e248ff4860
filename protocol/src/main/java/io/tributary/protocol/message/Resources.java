package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.Requirements;

/**
 * What a device says it would give to training. A claim: nobody can check it, and it is believed for nothing but leaving a device out
 * of rounds that ask for more.
 *
 * @param cores threads that may train at once, 1..4096
 * @param memoryBytes that training may use, 1..2^50
 */
public record Resources(int cores, long memoryBytes) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Resources {
        Fields.within("cores", cores, 1, Requirements.MAX_CORES);
        Fields.within("memoryBytes", memoryBytes, 1, Requirements.MAX_MEMORY);
    }

    /** Whether this is enough for a round that asks for so much. */
    public boolean meets(Requirements requirements) {
        return cores >= requirements.cores() && memoryBytes >= requirements.memoryBytes();
    }
}
