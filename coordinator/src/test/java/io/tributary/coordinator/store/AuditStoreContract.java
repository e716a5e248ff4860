package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.AuditStore.Row;
import io.tributary.coordinator.store.AuditStore.Segment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditStore} does. */
public abstract class AuditStoreContract extends RowContract {
    @Test
    void entriesAreReadInOrderAPageAtATime() {
        assertEquals(Optional.empty(), ports.audit().newest());
        addFive();

        assertEquals(List.of(new Row(1, document("entry-1")), new Row(2, document("entry-2"))),
                ports.audit().after(0, 2));
        assertEquals(List.of(new Row(5, document("entry-5"))), ports.audit().after(4, 10));
        assertEquals(Optional.of(new Row(5, document("entry-5"))), ports.audit().newest());
    }

    @Test
    void anEntryThatIsNotMadeLeavesTheLogAsItIs() {
        ports.audit().append(_ -> document("first"));

        assertThrows(DamagedException.class, () -> ports.audit().append(_ -> {
            throw new DamagedException("the newest entry was altered");
        }));

        assertEquals(List.of(new Row(1, document("first"))), ports.audit().after(0, 10));
    }

    @Test
    void ofManyThatAddAtOnceEachFollowsAnotherOne() throws InterruptedException {
        Race.of(16, _ -> ports.audit().append(newest -> document("after-" + newest.map(Row::sequence).orElse(0L))));

        assertEquals(LongStream.range(0, 16).mapToObj(at -> new Row(at + 1, document("after-" + at))).toList(),
                ports.audit().after(0, 100));
    }

    @Test
    void rowsLeaveInPartsAndOnlyForAnArchive() {
        addFive();
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
        assertEquals(6, ports.audit().append(_ -> document("entry-6")).sequence());
        assertEquals(List.of(segment), ports.audit().segments(2, 9));
        assertEquals(List.of(), ports.audit().segments(3, 9));

        ports.audit().forget(segment);
        ports.audit().forget(segment);
        assertEquals(List.of(), ports.audit().segments(0, 9));
        assertFalse(ports.audit().trim(9));
    }

    private void addFive() {
        IntStream.rangeClosed(1, 5).forEach(at -> ports.audit().append(_ -> document("entry-" + at)));
    }
}
