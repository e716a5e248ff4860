package io.tributary.coordinator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.AuditStore.Row;
import io.tributary.coordinator.store.AuditStore.Segment;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The log goes on across archives: nothing is lost, nothing can be changed unseen, and what is deleted says so. */
class AuditArchiverTest {
    private static final int LIVE = 6;
    private static final int SEGMENT = 4;
    private static final int ENTRIES = 21;

    private final HandClock clock = new HandClock();
    private final SigningKeys keys = SigningKeys.single(SigningKey.generate());
    private MemoryStores memory = new MemoryStores(InstantSource.system());

    /** A process that dies at its n-th write. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1;
    }

    private static <T> T dying(Class<T> port, T behind, AtomicInteger writesLeft) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port},
                (_, method, arguments) -> {
                    boolean write = List.of("commit", "archived", "trim", "forget", "delete", "append")
                            .contains(method.getName());
                    if (write && writesLeft.getAndDecrement() == 0) {
                        throw new Dead();
                    }
                    try {
                        Object result = method.invoke(behind, arguments);
                        return result instanceof ObjectWriter writer ? dying(ObjectWriter.class, writer, writesLeft)
                                : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private ArchivedAuditStore whole() {
        return new ArchivedAuditStore(memory.audit(), memory.objects());
    }

    private AuditArchiver archiver(int writes) {
        AtomicInteger left = new AtomicInteger(writes);
        ObjectStore objects = dying(ObjectStore.class, memory.objects(), left);
        AuditStore rows = dying(AuditStore.class, memory.audit(), left);
        AuditStore store = new ArchivedAuditStore(rows, objects);
        return new AuditArchiver(store, objects, keys, new AuditLog(store, keys, clock), LIVE, SEGMENT);
    }

    private void write(int entries) {
        AuditLog log = new AuditLog(whole(), keys, clock);
        for (int at = 0; at < entries; at++) {
            log.done(new AuditAction("operator:olga", "admin", "local", "POST /v1/runs", "run " + at));
            clock.pass(Duration.ofDays(1));
        }
    }

    private void all(Instant since) {
        all(since, archiver(Integer.MAX_VALUE));
    }

    private static void all(Instant since, AuditArchiver archiver) {
        int parts = 0;
        while (archiver.part(since)) {
            parts++;
            assertTrue(parts < 99, "it never ends");
        }
    }

    private AuditReport verify(Optional<AuditHead> remembered) {
        return new AuditVerifier(keys.chain(), remembered).verify(new StoredEntries(whole()));
    }

    private AuditReport.Intact intact(Optional<AuditHead> remembered) {
        return assertInstanceOf(AuditReport.Intact.class, verify(remembered));
    }

    @Test
    void theChainGoesOnAcrossTheCutAndEveryPageIsAsItWas() {
        write(ENTRIES);
        List<Row> before = whole().after(0, 999);
        AuditHead head = intact(Optional.empty()).head();
        all(Instant.MIN);

        assertEquals(List.of(4L, 8L, 12L), memory.audit().segments(0, 9).stream().map(Segment::last).toList());
        assertEquals(9, memory.audit().after(0, 999).size());
        assertEquals(before, whole().after(0, 999));
        for (int after = 0; after <= ENTRIES; after++) {
            assertEquals(before.subList(after, Math.min(ENTRIES, after + 5)), whole().after(after, 5));
        }
        assertEquals(head, intact(Optional.of(head)).head());
        whole().requireSealed(keys.chain());
        write(1);
        assertEquals(ENTRIES + 1, intact(Optional.of(head)).head().sequence());
    }

    @Test
    void aKillAtAnyStepLosesNothing() {
        for (int writes = 0; writes < 60; writes++) {
            memory = new MemoryStores(InstantSource.system());
            write(ENTRIES);
            List<Row> before = whole().after(0, 999);
            AuditArchiver doomed = archiver(writes);
            try {
                while (doomed.part(Instant.MIN)) {
                    assertEquals(before, whole().after(0, 999));
                }
            } catch (Dead killed) {
                assertEquals(before, whole().after(0, 999), "killed at write " + writes);
            }
            all(Instant.MIN);
            assertEquals(before, whole().after(0, 999), "after a kill at write " + writes);
            assertEquals(List.of("audit/000000000001-000000000004", "audit/000000000005-000000000008",
                    "audit/000000000009-000000000012"), memory.objects().list("audit"));
        }
    }

    @Test
    void whatIsDeletedStandsInTheLogAndAKillMeanwhileLeavesNothingUnsaid() {
        for (int writes = 0; writes < 12; writes++) {
            memory = new MemoryStores(InstantSource.system());
            Instant began = clock.instant();
            write(ENTRIES - 2);
            all(Instant.MIN);
            Instant since = began.plus(Duration.ofDays(5)); // the first archive is older
            AuditArchiver doomed = archiver(writes);
            try {
                while (doomed.part(since)) {
                    intact(Optional.empty());
                }
            } catch (Dead killed) {
                intact(Optional.empty());
            }
            all(since);
            assertEquals(5L, whole().after(0, 1).getFirst().sequence());
            assertEquals(2, memory.objects().list("audit").size(), "killed at write " + writes);
            assertTrue(intact(Optional.empty()).notExcluded().getFirst()
                    .startsWith("entries 1 to 4 were deleted by policy"), "killed at write " + writes);
        }
    }

    /** What another member does just before a method of a port is called for the first time. */
    private static <T> T meanwhile(Class<T> port, T behind, String method, Runnable others) {
        AtomicBoolean first = new AtomicBoolean(true);
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port},
                (_, called, arguments) -> {
                    if (called.getName().equals(method) && first.getAndSet(false)) {
                        others.run();
                    }
                    return called.invoke(behind, arguments);
                }));
    }

    private AuditArchiver interrupted(String method, Runnable others) {
        AuditStore store = new ArchivedAuditStore(meanwhile(AuditStore.class, memory.audit(), method, others),
                memory.objects());
        return new AuditArchiver(store, memory.objects(), keys, new AuditLog(store, keys, clock), LIVE, SEGMENT);
    }

    private void requireEachEntryInOneArchive() {
        long next = 1;
        for (Segment segment : memory.audit().segments(0, 99)) {
            assertEquals(next, segment.first());
            next = segment.last() + 1;
        }
        whole().requireSealed(keys.chain());
        intact(Optional.empty());
    }

    /** As one that looked what is to be done before the log grew. */
    @Test
    void anArchiveThatAnotherMemberIsAboutToRecordIsNotSweptAway() {
        write(ENTRIES);
        List<Row> before = whole().after(0, 999);
        AuditArchiver sweeping = new AuditArchiver(whole(), memory.objects(), keys, new AuditLog(whole(), keys, clock),
                ENTRIES, SEGMENT);
        AuditArchiver archiving = interrupted("archived", () -> assertFalse(sweeping.part(Instant.MIN)));

        while (archiving.part(Instant.MIN)) {
            assertEquals(before, whole().after(0, 999));
        }
        assertEquals(before, whole().after(0, 999));
        requireEachEntryInOneArchive();
    }

    @Test
    void anEntryThatAnotherMemberArchivedIsNotArchivedAgainWhileItsRowIsThere() {
        write(ENTRIES);
        List<Row> before = whole().after(0, 999);
        AuditArchiver late = interrupted("oldest", () -> {
            archiver(Integer.MAX_VALUE).part(Instant.MIN);
            memory.audit().trim(SEGMENT / 2);
        });

        all(Instant.MIN, late);
        assertEquals(before, whole().after(0, 999));
        requireEachEntryInOneArchive();
    }

    @Test
    void twoMembersThatArchiveInTurnsLoseAndDoubleNothing() {
        for (String step : List.of("trim", "oldest", "segments", "after", "archived")) {
            memory = new MemoryStores(InstantSource.system());
            write(ENTRIES);
            List<Row> before = whole().after(0, 999);

            all(Instant.MIN, interrupted(step, () -> all(Instant.MIN)));

            assertEquals(before, whole().after(0, 999), step);
            requireEachEntryInOneArchive();
        }
    }

    @Test
    void aBeginningThatIsMissingWithoutAWordIsACut() {
        write(ENTRIES);
        all(Instant.MIN);
        memory.audit().forget(memory.audit().segments(0, 1).getFirst());

        AuditReport.Broken broken = assertInstanceOf(AuditReport.Broken.class, verify(Optional.empty()));
        assertTrue(broken.why().contains("the beginning was cut off"), broken.why());
    }

    @Test
    void aBrokenPartIsNotArchived() {
        write(ENTRIES);
        memory.audit().archived(new Segment(1, 2, "0".repeat(64), "0".repeat(64), "audit/none", clock.instant()));
        memory.audit().trim(2);
        memory.audit().forget(memory.audit().segments(0, 1).getFirst());
        SigningKeys other = SigningKeys.single(SigningKey.generate());
        AuditArchiver archiver = new AuditArchiver(whole(), memory.objects(), other,
                new AuditLog(whole(), keys, clock), LIVE, SEGMENT);

        assertEquals(false, archiver.part(Instant.MIN), "another key signed these");
        assertEquals(List.of(), memory.objects().list("audit"));
        assertEquals(ENTRIES - 2, memory.audit().after(0, 999).size());
    }

    @Test
    void anArchiveThatIsMissingOrChangedIsNamed() {
        write(ENTRIES);
        all(Instant.MIN);
        String name = memory.objects().list("audit").getFirst();
        byte[] bytes = read(name);

        for (int line = 0; line < SEGMENT + 1; line++) {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
            lines[line] = lines[(line + 1) % lines.length];
            replace(name, String.join("\n", lines) + "\n");
            assertTrue(assertThrows(DamagedException.class, () -> whole().requireSealed(keys.chain())).getMessage()
                    .contains("objects/" + name));
        }
        replace(name, new String(bytes, StandardCharsets.UTF_8).substring(0, bytes.length / 2));
        assertThrows(DamagedException.class, () -> whole().requireSealed(keys.chain()));
        assertEquals(3, assertInstanceOf(AuditReport.Broken.class, verify(Optional.empty())).sequence());
        memory.objects().delete(name);
        assertTrue(assertThrows(DamagedException.class, () -> whole().requireSealed(keys.chain())).getMessage()
                .contains("is missing"));
        assertEquals(1, assertInstanceOf(AuditReport.Broken.class, verify(Optional.empty())).sequence());
        assertEquals(ENTRIES, whole().after(0, 999).size());
    }

    private byte[] read(String name) {
        try (ObjectReader object = memory.objects().read(name)) {
            byte[] bytes = new byte[(int) object.size()];
            object.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        }
    }

    private void replace(String name, String text) {
        try (ObjectWriter object = memory.objects().write(name)) {
            object.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            object.commit();
        }
    }
}
