package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.AuditStore.Row;
import io.tributary.coordinator.store.AuditStore.Segment;
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

    @Test
    void rowsLeaveInPartsAndOnlyForAnArchive() {
        for (int at = 1; at <= 5; at++) {
            ports.audit().append(at, "hash-" + (at - 1), document("entry-" + at));
        }
        assertFalse(ports.audit().trim(9));
        assertEquals(Optional.of(new Row(1, document("entry-1"))), ports.audit().oldest());
        Segment segment = new Segment(1, 3, "hash-0", "hash-3", "audit/1-3", AT);
        ports.audit().archived(segment);
        ports.audit().archived(segment);

        assertTrue(ports.audit().trim(2));
        assertEquals(Optional.of(new Row(3, document("entry-3"))), ports.audit().oldest());
        assertFalse(ports.audit().trim(2));
        assertEquals(List.of(new Row(4, document("entry-4")), new Row(5, document("entry-5"))),
                ports.audit().after(0, 9));
        assertTrue(ports.audit().append(6, "hash-5", document("entry-6")));
        assertEquals(List.of(segment), ports.audit().segments(2, 9));
        assertEquals(List.of(), ports.audit().segments(3, 9));

        ports.audit().forget(segment);
        ports.audit().forget(segment);
        assertEquals(List.of(), ports.audit().segments(0, 9));
        assertFalse(ports.audit().trim(9));
    }
}
