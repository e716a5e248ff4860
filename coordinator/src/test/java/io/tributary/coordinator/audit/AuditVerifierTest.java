package io.tributary.coordinator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
        AuditLog log = new AuditLog(stores.audit(), SigningKeys.single(key), () -> java.time.Instant.EPOCH);
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
}
