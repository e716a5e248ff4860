package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;

/**
 * What a device must offer to be asked at all.
 *
 * @param cores at least so many, 1..4096
 * @param memoryBytes at least so many, 1..2^50
 */
public record Requirements(int cores, long memoryBytes) {
    /** Most cores that there can be. */
    public static final int MAX_CORES = 4096;
    /** Most memory that there can be, in bytes. */
    public static final long MAX_MEMORY = 1L << 50;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Requirements {
        Fields.within("cores", cores, 1, MAX_CORES);
        Fields.within("memoryBytes", memoryBytes, 1, MAX_MEMORY);
    }
}
