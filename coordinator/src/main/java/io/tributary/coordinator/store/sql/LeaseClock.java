package io.tributary.coordinator.store.sql;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** The time by which leases expire, one for all members. Thread-safe. */
@FunctionalInterface
interface LeaseClock {
    /** The server's own, for members whose clocks differ. */
    LeaseClock DATABASE = handle -> handle
            .createQuery("SELECT FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)").mapTo(Long.class).one();

    /** The time of this process, for the only member. */
    static LeaseClock of(InstantSource clock) {
        return _ -> clock.millis();
    }

    /** Epoch milliseconds now. */
    long millis(Handle handle);
}
