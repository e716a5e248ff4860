package io.tributary.coordinator.selection;

import java.time.Instant;
import java.util.List;

/** The devices that a cohort may be drawn from whether they wait or not. Thread-safe. */
public interface EnrolledDevices {
    /** Nobody. */
    EnrolledDevices NOBODY = _ -> List.of();

    /**
     * Ids of the devices that may take part, sorted: enrolled with a certificate that holds, neither revoked nor copied. Blocks on storage.
     *
     * @throws io.tributary.coordinator.store.StoreException if storage breaks
     */
    List<String> eligible(Instant now);
}
