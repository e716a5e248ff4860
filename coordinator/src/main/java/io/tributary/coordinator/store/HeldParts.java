package io.tributary.coordinator.store;

import java.time.Instant;
import java.util.List;

/**
 * What rows say of a partial object.
 *
 * @param turn of whoever holds it
 * @param upload id of the multipart upload that puts it together; empty if there is none
 * @param changed when anything of it changed, to the millisecond, by the clock of the member that changed it
 * @param parts from its first byte on, without a gap
 */
public record HeldParts(String turn, String upload, Instant changed, List<StoredPart> parts) {
    /** Copies the list. */
    public HeldParts {
        parts = List.copyOf(parts);
    }

    /** Bytes that are stored. */
    public long size() {
        return parts.isEmpty() ? 0 : parts.getLast().end();
    }
}
