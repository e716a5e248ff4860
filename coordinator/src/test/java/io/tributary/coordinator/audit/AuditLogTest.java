package io.tributary.coordinator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.Race;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.AuditEntry.Outcome;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final AuditAction ACTION =
            new AuditAction("operator:olga", "admin", "127.0.0.1", "DELETE /v1/devices/ann", "ann");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final MemoryStores stores = new MemoryStores(clock);
    private final SigningKey key = SigningKey.generate();
    private final AuditLog log = new AuditLog(stores.audit(), SigningKeys.single(key), clock);

    private Iterator<SignedDocument> log() {
        return new StoredEntries(stores.audit());
    }

    private List<AuditEntry> entries() throws RejectedException {
        List<AuditEntry> entries = new ArrayList<>();
        for (SignedDocument entry : (Iterable<SignedDocument>) this::log) {
            entries.add(WireJson.readDocument(key.publicKey().verify(SignatureContext.AUDIT_ENTRY, entry),
                    AuditEntry.class));
        }
        return entries;
    }

    private List<Outcome> outcomes() throws RejectedException {
        return entries().stream().map(AuditEntry::outcome).toList();
    }

    @Test
    void whatAnOperatorDoesIsWrittenBeforeItIsDoneAndWhenItIsOver() throws Exception {
        List<Outcome> during = log.perform(ACTION, this::outcomes);
        assertEquals(List.of(Outcome.BEGUN), during);
        assertEquals(List.of(Outcome.BEGUN, Outcome.DONE), outcomes());
        AuditEntry last = entries().get(1);
        assertEquals("operator:olga", last.who());
        assertEquals("admin", last.role());
        assertEquals("ann", last.subject());
        assertEquals(clock.millis(), last.at());
    }

    @Test
    void whatIsRefusedSaysWhyAndWhatBreaksStaysBegun() throws Exception {
        assertThrows(RejectedException.class, () -> log.perform(ACTION, () -> {
            throw new RejectedException(Reason.NOT_FOUND, "no such device");
        }));
        assertThrows(StoreException.class, () -> log.perform(ACTION, () -> {
            throw new StoreException("the disk is full");
        }));
        assertEquals(List.of(Outcome.BEGUN, Outcome.REFUSED, Outcome.BEGUN), outcomes());
        assertEquals("not-found", entries().get(1).reason());
    }

    @Test
    void whileTheLogCannotBeWrittenNothingIsDone() {
        List<String> done = new ArrayList<>();
        stores.breakDown();
        assertThrows(StoreException.class, () -> log.perform(ACTION, () -> done.add("done")));
        assertEquals(List.of(), done);
    }

    private AuditAction by(int who) {
        return new AuditAction("operator:" + who, "viewer", "127.0.0.1", "DELETE /v1/devices/ann", "ann");
    }

    private void fillDenials() {
        for (int i = 0; i < AuditLog.DENIALS.atOnce(); i++) {
            log.denied(by(i / 100), Reason.FORBIDDEN);
        }
    }

    @Test
    void denialsBeyondTheBudgetAreCountedInTheNextEntryAndSummedUp() throws Exception {
        int most = AuditLog.DENIALS.atOnce();
        fillDenials();
        for (int i = 0; i < 7; i++) {
            log.denied(by(-1), i < 4 ? Reason.FORBIDDEN : Reason.UNAUTHENTICATED);
        }
        assertEquals(most, entries().size());
        log.done(ACTION);
        log.summarise();
        log.summarise();
        assertEquals(7, entries().get(most).unlisted());
        assertEquals("and 4 more of denied as forbidden, 3 more of denied as unauthenticated",
                entries().get(most + 1).subject());
        assertEquals(0, entries().get(most + 1).unlisted());
        assertEquals(most + 2, entries().size());
        now.updateAndGet(time -> time.plusSeconds(1));
        log.denied(by(-2), Reason.FORBIDDEN);
        assertEquals(most + 3, entries().size());
        AuditReport.Intact intact = assertInstanceOf(AuditReport.Intact.class,
                new AuditVerifier(KeyChain.pinned(key.publicKey()), Optional.empty()).verify(log()));
        assertEquals(7, intact.unlisted());
    }

    @Test
    void oneWhoIsDeniedWithoutEndLeavesRoomForTheOthers() throws Exception {
        AuditAction stranger = new AuditAction("nobody", "none", "192.0.2.1", "GET /v1/devices", "");
        for (int i = 0; i < AuditLog.DENIALS_OF_ONE.atOnce() + 800; i++) {
            log.denied(stranger, Reason.UNAUTHENTICATED);
        }
        assertEquals(AuditLog.DENIALS_OF_ONE.atOnce(), entries().size());
        log.denied(new AuditAction("nobody", "none", "192.0.2.2", "GET /v1/devices", ""), Reason.UNAUTHENTICATED);
        assertEquals(AuditLog.DENIALS_OF_ONE.atOnce() + 1, entries().size());
        assertEquals(800, entries().getLast().unlisted());
    }

    @Test
    void aDeviceThatRenewsWithoutEndIsSummedUpAndNoOtherIs() throws Exception {
        AuditAction renewal = new AuditAction("device:ann", "device", "192.0.2.1", "POST /v1/certificates", "ann");
        int most = AuditLog.ACTS_OF_A_DEVICE.atOnce();
        for (int i = 0; i < 1_234 + most; i++) {
            log.granted(renewal, "ann");
        }
        log.granted(renewal.about("bob"), "bob");
        assertEquals(most + 1, entries().size());
        log.summarise();
        assertEquals("and 1,234 more of POST /v1/certificates", entries().getLast().subject());
        now.updateAndGet(time -> time.plusSeconds(600));
        log.granted(renewal, "ann");
        assertEquals(most + 3, entries().size());
    }

    @Test
    void aClockThatIsSetBackOrAheadChangesNoBudget() throws Exception {
        AtomicReference<Instant> passed = new AtomicReference<>(Instant.EPOCH);
        AuditLog steady = new AuditLog(stores.audit(), SigningKeys.single(key), clock, passed::get);
        AuditAction renewal = new AuditAction("device:ann", "device", "192.0.2.1", "POST /v1/certificates", "ann");
        for (int hours : new int[] {1, -1}) {
            now.updateAndGet(time -> time.plusSeconds(3_600L * hours));
            for (int i = 0; i < 100; i++) {
                steady.granted(renewal, "ann");
            }
            assertEquals(AuditLog.ACTS_OF_A_DEVICE.atOnce(), entries().size());
        }
        passed.updateAndGet(time -> time.plusSeconds(600));
        steady.granted(renewal, "ann");
        assertEquals(AuditLog.ACTS_OF_A_DEVICE.atOnce() + 1, entries().size());
    }

    @Test
    void namesAreEscapedAndCutAndMeanNothingToABrowserOrATerminal() throws Exception {
        String evil = "<script>\r\n\u001b[2J\u202e'\"&\\%\ud83d\ude00";
        log.done(new AuditAction("operator:" + evil, evil, evil, "GET /" + evil, evil.repeat(1000)));
        AuditEntry entry = entries().get(0);
        for (String text : List.of(entry.who(), entry.role(), entry.address(), entry.route(), entry.subject())) {
            assertFalse(text.matches(".*[^ -~].*") || text.matches(".*[<>'\"&%\\[\\]].*"), text);
        }
        assertEquals("operator:\\u003cscript\\u003e\\u000d\\u000a\\u001b\\u005b2J\\u202e\\u0027\\u0022\\u0026"
                + "\\u005c\\u0025\\ud83d\\ude00", entry.who());
    }

    @Test
    void twoTextsThatDifferAtTheirEndNeverLookLikeOne() throws Exception {
        for (String end : List.of("a", "b")) {
            log.done(new AuditAction("operator:oidc:" + "\"".repeat(255) + end, "admin", "-", "-",
                    "x".repeat(512) + end));
        }
        List<AuditEntry> written = entries();
        assertNotEquals(written.get(0).who(), written.get(1).who());
        assertNotEquals(written.get(0).subject(), written.get(1).subject());
        assertEquals(AuditEntry.MAX_TEXT, written.get(1).who().length());
    }

    @Test
    void itsTimeNeverGoesBackUntilAnOperatorTrustsTheClock() throws Exception {
        log.done(ACTION);
        Instant seen = now.get();
        now.updateAndGet(time -> time.minusSeconds(3600));
        log.done(ACTION);
        assertEquals(seen, log.time().instant());
        AuditLog again = new AuditLog(stores.audit(), SigningKeys.single(key), clock);
        assertEquals(seen, again.time().instant());
        assertEquals(seen.toEpochMilli(), entries().get(1).at());
        again.trustClock();
        again.done(ACTION);
        assertEquals(now.get(), new AuditLog(stores.audit(), SigningKeys.single(key), clock).time().instant());
    }

    @Test
    void aRestartAndASecondMemberContinueTheChain() throws Exception {
        log.done(ACTION);
        AuditLog other = new AuditLog(stores.audit(), SigningKeys.single(key), clock);
        Race.of(16, index -> {
            (index % 2 == 0 ? log : other).done(ACTION.about("subject-" + index));
            return index;
        });
        assertInstanceOf(AuditReport.Intact.class,
                new AuditVerifier(KeyChain.pinned(key.publicKey()), Optional.empty()).verify(log()));
        assertEquals(17, entries().size());
    }
}
