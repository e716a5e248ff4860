package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.AuditStore.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AuditStore} does. */
public abstract class AuditStoreContract extends RowContract {
    @Test
    void entriesAreReadInOrderAPageAtATime() {
        assertEquals(Optional.empty(), ports.audit().newest());
        for (int at = 1; at <= 5; at++) {
            assertTrue(ports.audit().append(at, "hash-" + (at - 1), document("entry-" + at)));
        }

        assertEquals(List.of(new Row(1, document("entry-1")), new Row(2, document("entry-2"))),
                ports.audit().after(0, 2));
        assertEquals(List.of(new Row(5, document("entry-5"))), ports.audit().after(4, 10));
        assertEquals(Optional.of(new Row(5, document("entry-5"))), ports.audit().newest());
    }

    @Test
    void noEntryReplacesAnotherNorForksTheChain() {
        ports.audit().append(1, "start", document("first"));

        assertFalse(ports.audit().append(1, "elsewhere", document("second")));
        assertFalse(ports.audit().append(2, "start", document("second")));

        assertEquals(List.of(new Row(1, document("first"))), ports.audit().after(0, 10));
    }

    @Test
    void ofManyThatRaceForAPlaceOneHasIt() throws InterruptedException {
        List<Boolean> won =
                Race.of(16, index -> ports.audit().append(1, "start", document("entry-" + index)));

        assertEquals(1, won.stream().filter(w -> w).count());
        assertEquals(1, ports.audit().after(0, 100).size());
    }
}
