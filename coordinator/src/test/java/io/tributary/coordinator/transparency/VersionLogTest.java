package io.tributary.coordinator.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.LogEntry;
import io.tributary.protocol.transparency.LogProof;
import io.tributary.protocol.transparency.MerkleProofs;
import io.tributary.protocol.transparency.SignedNote;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionLogTest {
    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private final RowPorts.Hand clock = new RowPorts.Hand();
    private final MemoryStores stores = new MemoryStores(clock);
    private final SigningKeys keys = SigningKeys.generate(1);
    private final VersionLog log = log(keys);
    private final List<LogEntry> entries = new ArrayList<>();
    private final Fence fence;

    VersionLogTest() {
        stores.runs().create(RUN, new SignedDocument(new byte[0], new byte[0], new byte[0]), PlanUse.once(),
                clock.instant());
        fence = stores.runs().claim(RUN, "a", Duration.ofSeconds(3)).orElseThrow();
    }

    private VersionLog log(SigningKeys by) {
        return new VersionLog(stores.models(), stores.objects(), by);
    }

    /** Commits so many first versions of models of their own. */
    private void commit(int count) {
        for (int at = 0; at < count; at++) {
            String model = "model-" + entries.size();
            SignedDocument manifest =
                    new SignedDocument(model.getBytes(StandardCharsets.UTF_8), new byte[64], new byte[32]);
            stores.models().commit(fence, model, 0, Sha256.ZERO.hex(), manifest, Optional.empty(), Map.of());
            entries.add(new LogEntry(model, 0, manifest.hash()));
        }
    }

    private Checkpoint head() throws RejectedException {
        SignedNote note = log.head();
        keys.chain().logKey().verify(note);
        return Checkpoint.of(note);
    }

    /** MTH of RFC 6962, word for word. */
    private static Sha256 root(List<LogEntry> of) {
        int split = Integer.highestOneBit(Math.max(1, of.size() - 1));
        return of.isEmpty() ? MerkleProofs.EMPTY : of.size() == 1 ? of.getFirst().leaf()
                : MerkleProofs.node(root(of.subList(0, split)), root(of.subList(split, of.size())));
    }

    @Test
    void aHeadIsThatOfAllVersionsAndFollowsFromTheOneBefore() throws RejectedException {
        Checkpoint before = head();
        assertEquals(new Checkpoint(keys.chain().logName(), 0, MerkleProofs.EMPTY), before);
        LogTree tree = new LogTree(new TileHashes(new Tiles(stores.models(), stores.objects())));
        for (int more : List.of(1, 1, 1, 4, 248, 1, 1, 300, 1_000)) {
            commit(more);
            Checkpoint now = head();
            assertEquals(new Checkpoint(before.origin(), entries.size(), root(entries)), now);
            assertTrue(MerkleProofs.extend(before.size(), before.root(), now.size(), now.root(),
                    tree.consistency(before.size(), now.size())));
            before = now;
        }
    }

    @Test
    void everyVersionIsProvedAgainstTheHeadOfNow() throws RejectedException {
        commit(600);
        for (int at = 0; at < entries.size(); at += 7) {
            LogProof proof = LogProof.parse(log.proof("model-" + at, 0).bytes());
            keys.chain().logKey().verify(proof.head());
            assertEquals(at, proof.index());
            assertTrue(proof.holds(entries.get(at)));
            assertFalse(proof.holds(entries.get(at + 1 == entries.size() ? 0 : at + 1)));
        }
        assertEquals(Reason.NOT_FOUND, assertThrows(RejectedException.class, () -> log.proof("model-1", 1)).reason());
    }

    @Test
    void everyProofOfConsistencyHolds() {
        commit(70);
        LogTree tree = new LogTree(new TileHashes(new Tiles(stores.models(), stores.objects())));
        for (int size = 0; size <= entries.size(); size++) {
            for (int before = 0; before <= size; before++) {
                assertTrue(
                        MerkleProofs.extend(before, root(entries.subList(0, before)), size,
                                root(entries.subList(0, size)), tree.consistency(before, size)),
                        before + " in " + size);
            }
        }
    }

    @Test
    void tilesAreThoseOfTheLogAndAreKeptAsFiles() throws RejectedException {
        commit(300);
        assertEquals(List.of(), stores.objects().list("log"));
        byte[] first = log.tile("0/000");
        assertEquals(256 * 32, first.length);
        assertArrayEquals(entries.get(255).leaf().bytes(), Arrays.copyOfRange(first, 255 * 32, 256 * 32));
        assertArrayEquals(root(entries.subList(0, 256)).bytes(), log.tile("1/000.p/1"));
        byte[] bundle = log.tile("entries/001.p/44");
        assertArrayEquals(entries.get(256).data(), Arrays.copyOfRange(bundle, 2, 2 + entries.get(256).data().length));
        for (String none : List.of("0/001", "0/001.p/45", "1/000.p/2", "2/000.p/1", "entries/002.p/1")) {
            assertEquals(Reason.NOT_FOUND, assertThrows(RejectedException.class, () -> log.tile(none)).reason(), none);
        }
        assertEquals(Reason.INVALID_FIELD, assertThrows(RejectedException.class, () -> log.tile("../x")).reason());

        head();
        assertEquals(List.of("log/checkpoint", "log/tile/0/000", "log/tile/0/001.p/44", "log/tile/1/000.p/1",
                "log/tile/entries/000",
                "log/tile/entries/001.p/44"), stores.objects().list("log"));
        commit(212);
        head();
        assertEquals(List.of("log/checkpoint", "log/tile/0/000", "log/tile/0/001", "log/tile/1/000.p/1",
                "log/tile/1/000.p/2",
                "log/tile/entries/000", "log/tile/entries/001"), stores.objects().list("log"));
        assertArrayEquals(first, log.tile("0/000"));
    }

    @Test
    void theHeadIsTheSameUntilSomethingIsCommittedAndAtEveryMember() {
        commit(3);
        SignedNote note = log.head();
        assertEquals(note, log.head());
        assertEquals(note, log(keys).head());
    }

    @Test
    void aNewKeySignsTheSameLog() throws RejectedException {
        commit(3);
        SignedNote before = log.head();
        SigningKeys next = keys.replace(Set.of(KeyPurpose.VERSIONS), 2, KeySet.LogEnd.EMPTY);
        SignedNote now = log(next).head();
        assertEquals(before.text(), now.text());
        next.chain().logKey().verify(now);
        assertThrows(DamagedException.class, log::head, "the old key does not know the new one");
    }

    @Test
    void nothingIsSignedThatDoesNotFollowFromTheHeadBefore() {
        commit(300);
        log.head();
        flip("log/tile/0/000", 40);
        DamagedException altered = assertThrows(DamagedException.class, () -> log(keys).head());
        assertTrue(altered.getMessage().contains("first 300 entries"), altered.getMessage());
        flip("log/tile/0/000", 40);
        log(keys).head();
        flip("log/checkpoint", 80);
        assertTrue(assertThrows(DamagedException.class, log::head).getMessage().contains("log/checkpoint"));
    }

    @Test
    void aLogThatLostEntriesIsNotSigned() throws RejectedException {
        commit(3);
        SignedNote head = log.head();
        MemoryStores restored = new MemoryStores(clock);
        try (ObjectWriter writer = restored.objects().write("log/checkpoint")) {
            writer.append(ByteBuffer.wrap(head.bytes()));
            writer.commit();
        }
        DamagedException lost = assertThrows(DamagedException.class,
                () -> new VersionLog(restored.models(), restored.objects(), keys).head());
        assertTrue(lost.getMessage().contains("has 0 entries, and a head of 3 was signed"), lost.getMessage());
    }

    private void flip(String name, int at) {
        byte[] bytes;
        try (ObjectReader reader = stores.objects().read(name)) {
            bytes = new byte[(int) reader.size()];
            reader.read(0, ByteBuffer.wrap(bytes));
        }
        bytes[at] ^= 1;
        try (ObjectWriter writer = stores.objects().write(name)) {
            writer.append(ByteBuffer.wrap(bytes));
            writer.commit();
        }
    }
}
