package io.tributary.coordinator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is done to a log shows to whoever remembers its head. */
@Tag("seeded")
class AuditVerifierTest {
    private static final int ENTRIES = 40;
    private static final int TAMPERINGS = 1_000;
    private final SigningKey key = SigningKey.generate();
    private final List<SignedDocument> log = log(key, ENTRIES, "ann");
    private final AuditHead head = new AuditHead(ENTRIES, log.get(ENTRIES - 1).hash());

    private static List<SignedDocument> log(SigningKey key, int entries, String subject) {
        MemoryStores stores = new MemoryStores(InstantSource.system());
        AuditLog log = new AuditLog(stores.audit(), SigningKeys.single(key), () -> Instant.EPOCH);
        for (int i = 0; i < entries; i++) {
            AuditAction action =
                    new AuditAction("operator:olga", "admin", "127.0.0.1", "DELETE /v1/devices/" + subject, subject);
            if (i % 3 == 0) {
                log.denied(action, Reason.FORBIDDEN);
            } else {
                log.done(action.about(subject + "-" + i));
            }
        }
        return log.page(0, entries).entries();
    }

    private AuditReport verify(List<SignedDocument> entries, Optional<AuditHead> remembered) {
        return new AuditVerifier(KeyChain.pinned(key.publicKey()), remembered).verify(entries.iterator());
    }

    private AuditReport.Broken broken(List<SignedDocument> entries) {
        return assertInstanceOf(AuditReport.Broken.class, verify(entries, Optional.of(head)));
    }

    @Test
    void aLogAsItWasWrittenIsIntact() {
        AuditReport.Intact intact = assertInstanceOf(AuditReport.Intact.class, verify(log, Optional.of(head)));
        assertEquals(head, intact.head());
        assertInstanceOf(AuditReport.Intact.class, verify(log, Optional.empty()));
        assertInstanceOf(AuditReport.Intact.class,
                verify(log, Optional.of(new AuditHead(7, log.get(6).hash()))));
        assertInstanceOf(AuditReport.Intact.class, verify(log, Optional.of(AuditHead.EMPTY)));
        assertEquals(AuditHead.EMPTY,
                assertInstanceOf(AuditReport.Intact.class, verify(List.of(), Optional.empty())).head());
    }

    @Test
    void aThousandSeededTamperingsAreAllSeen() {
        long seed = Long.getLong("test.seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TAMPERINGS; i++) {
            List<SignedDocument> altered = altered(i, random);
            int tampering = i;
            assertInstanceOf(AuditReport.Broken.class, verify(altered, Optional.of(head)),
                    () -> "tampering " + tampering + " of seed " + seed + " was not seen");
        }
    }

    private List<SignedDocument> altered(int kind, RandomGenerator random) {
        List<SignedDocument> entries = new ArrayList<>(log);
        int at = random.nextInt(ENTRIES);
        int other = (at + 1 + random.nextInt(ENTRIES - 1)) % ENTRIES;
        switch (kind % 8) {
            case 0 -> entries.set(at, flipped(entries.get(at), random));
            case 1 -> entries.remove(at);
            case 2 -> Collections.swap(entries, at, other);
            case 3 -> entries.subList(at, ENTRIES).clear();
            case 4 -> entries.add(at, entries.get(other));
            case 5 -> entries.set(at,
                    SigningKey.generate().sign(SignatureContext.AUDIT_ENTRY, entries.get(at).payload()));
            case 6 -> entries.subList(0, at + 1).clear();
            default -> Collections.rotate(entries, 1 + random.nextInt(ENTRIES - 1));
        }
        return entries;
    }

    private static SignedDocument flipped(SignedDocument entry, RandomGenerator random) {
        byte[][] parts = {entry.payload(), entry.signature(), entry.key()};
        byte[] part = parts[random.nextInt(parts.length)];
        part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
        return new SignedDocument(parts[0], parts[1], parts[2]);
    }

    @Test
    void theFirstBrokenLinkIsNamed() {
        List<SignedDocument> altered = new ArrayList<>(log);
        altered.remove(20);
        altered.remove(10);
        assertEquals(11, broken(altered).sequence());
        assertEquals(ENTRIES - 2, broken(log.subList(0, ENTRIES - 3)).sequence());
    }

    @Test
    void aLogThatTheKeyHolderWroteAnewIsSeenAgainstTheRememberedHead() {
        AuditReport.Broken rewritten = broken(log(key, ENTRIES, "bob"));
        assertEquals(ENTRIES, rewritten.sequence());
        assertTrue(rewritten.why().contains("rewritten"), rewritten.why());
        broken(log(key, ENTRIES + 5, "bob"));
    }

    @Test
    void withoutARememberedHeadItSaysWhatItCannotExclude() {
        AuditReport.Intact cut = assertInstanceOf(AuditReport.Intact.class,
                verify(log.subList(0, 10), Optional.empty()));
        assertEquals(2, cut.notExcluded().size());
        assertTrue(cut.notExcluded().get(0).contains("cut off"), cut::toString);
        assertTrue(cut.notExcluded().get(1).contains("coordinator's key"), cut::toString);
        AuditReport.Intact whole = assertInstanceOf(AuditReport.Intact.class, verify(log, Optional.of(head)));
        assertEquals(1, whole.notExcluded().size());
    }

    /** A log of which the first entries were signed before a hand-over and the others after it. */
    private static final class HandedOver {
        private static final int OLD = 5;
        private final SigningKeys before = SigningKeys.generate(0);
        private final SigningKeys after;
        private final List<SignedDocument> entries;

        HandedOver() {
            MemoryStores stores = new MemoryStores(InstantSource.system());
            write(stores, before);
            String end = stores.audit().newest().orElseThrow().document().hash();
            after = before.replace(Set.of(KeyPurpose.AUDIT), 0, new KeySet.LogEnd(OLD, end));
            write(stores, after);
            entries = new ArrayList<>(new AuditLog(stores.audit(), after, () -> Instant.EPOCH).page(0, 2 * OLD)
                    .entries());
        }

        private static void write(MemoryStores stores, SigningKeys keys) {
            AuditLog log = new AuditLog(stores.audit(), keys, () -> Instant.EPOCH);
            for (int i = 0; i < OLD; i++) {
                log.done(new AuditAction("operator:olga", "admin", "127.0.0.1", "DELETE /v1/devices/ann", "ann"));
            }
        }

        void sign(int sequence, SigningKeys keys) {
            entries.set(sequence - 1, keys.sign(SignatureContext.AUDIT_ENTRY, entries.get(sequence - 1).payload()));
        }

        AuditReport verify(KeyChain keys) {
            return new AuditVerifier(keys, Optional.empty()).verify(entries.iterator());
        }

        AuditReport.Broken broken() {
            return assertInstanceOf(AuditReport.Broken.class, verify(after.chain()));
        }
    }

    @Test
    void entriesBeforeAHandOverAndAfterItAreOneLog() {
        HandedOver keys = new HandedOver();
        assertEquals(2 * HandedOver.OLD,
                assertInstanceOf(AuditReport.Intact.class, keys.verify(keys.after.chain())).head().sequence());
        AuditReport.Broken unknown =
                assertInstanceOf(AuditReport.Broken.class, keys.verify(keys.before.chain()));
        assertEquals(HandedOver.OLD + 1, unknown.sequence());
        assertTrue(unknown.why().contains(Reason.WRONG_SIGNER.code()), unknown.why());
    }

    @Test
    void anEntryAfterAHandOverThatTheOldKeySignedIsSeen() {
        for (int sequence = HandedOver.OLD + 1; sequence <= 2 * HandedOver.OLD; sequence++) {
            HandedOver keys = new HandedOver();
            keys.sign(sequence, keys.before);
            assertEquals(sequence, keys.broken().sequence());
            assertTrue(keys.broken().why().contains("was replaced by key set 2 after entry " + HandedOver.OLD),
                    keys.broken().why());
        }
    }

    @Test
    void anEntryOfTheNewKeyBeforeOnesOfTheOldKeyIsSeen() {
        for (int sequence = 1; sequence < HandedOver.OLD; sequence++) {
            HandedOver keys = new HandedOver();
            keys.sign(sequence, keys.after);
            assertEquals(sequence + 1, keys.broken().sequence());
            assertTrue(keys.broken().why().contains("an older key"), keys.broken().why());
        }
    }

    @Test
    void aLogThatTheOldKeyWroteAnewIsSeenWithoutARememberedHead() {
        HandedOver keys = new HandedOver();
        MemoryStores anew = new MemoryStores(InstantSource.system());
        AuditLog log = new AuditLog(anew.audit(), keys.before, () -> Instant.EPOCH);
        for (int i = 0; i < HandedOver.OLD; i++) {
            log.done(new AuditAction("operator:eve", "admin", "127.0.0.1", "DELETE /v1/devices/ann", "ann"));
        }
        keys.entries.clear();
        keys.entries.addAll(log.page(0, HandedOver.OLD).entries());
        assertEquals(HandedOver.OLD, keys.broken().sequence());
        assertTrue(keys.broken().why().contains("rewritten"), keys.broken().why());
    }
}
