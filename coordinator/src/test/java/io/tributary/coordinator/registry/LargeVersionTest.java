package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.PLAN_HASH;
import static io.tributary.coordinator.registry.RegistryWorld.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.registry.StateManifest.Slot;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.sql.PackedDocument;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.secureagg.identity.SigningKey;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the largest layout, of 2^30 values, makes of places, offsets and documents: 2^32 bytes are not moved for it. */
class LargeVersionTest {
    private static final Chunking CHUNKING = new Chunking(1 << 30);
    private static final int FULL = ChunkCodec.encodedLength(Chunking.CHUNK_VALUES);
    /** As many as a strategy of today keeps: two of the optimizer and one of the rule. */
    private static final int SLOTS = 3;

    private static String hash(int chunk) {
        return Sha256.of(ByteBuffer.allocate(Integer.BYTES).putInt(chunk).array()).hex();
    }

    private static List<String> hashes() {
        return IntStream.range(0, CHUNKING.count()).mapToObj(LargeVersionTest::hash).toList();
    }

    /** Takes bytes and forgets them. */
    private static ObjectStore nowhere() {
        ObjectWriter writer = new ObjectWriter() {
            @Override
            public void append(ByteBuffer bytes) {}

            @Override
            public void commit() {}

            @Override
            public void close() {}
        };
        return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class}, (_, method, _) -> {
                    assertEquals("write", method.getName());
                    return writer;
                });
    }

    @Test
    void aPackKnowsThePlacesOfChunksBeyondFourGibibytes() {
        byte[] chunk = new byte[FULL];
        try (PackWriter pack = new PackWriter(nowhere(), "models/large", 1)) {
            for (int index = 0; index < CHUNKING.count(); index++) {
                ChunkPlace place = pack.write(hash(index), chunk);
                assertEquals((long) index * FULL, place.position());
            }
            assertTrue(pack.commit().get(hash(CHUNKING.count() - 1)).position() > 1L << 32);
        }
    }

    @Test
    void aStateNamesThePlacesOfItsChunksBeyondFourGibibytes() throws RejectedException {
        List<String> hashes = hashes();
        List<Slot> slots = IntStream.range(0, SLOTS).mapToObj(slot -> new Slot(CHUNKING.values(), hashes,
                IntStream.range(0, CHUNKING.count())
                        .mapToObj(chunk -> ((long) slot * CHUNKING.count() + chunk) * FULL).toList(),
                null))
                .toList();
        StateManifest state = new StateManifest(1, "large", 1, PLAN_HASH, "states/large/1.x", slots, null);

        StateManifest read = WireJson.readDocument(WireJson.write(state), StateManifest.class);

        assertEquals(state, read);
        ChunkPlace last = read.index().get(hashes.getLast());
        assertEquals(((long) SLOTS * CHUNKING.count() - 1) * FULL, last.position());
    }

    /** With the steps from its parent, and as many tensors as there may be. */
    @Test
    void aManifestIsShortEnoughToBeSignedStoredAndSent() throws RejectedException {
        SigningKey key = SigningKey.generate();
        ModelManifest manifest = largest();

        SignedDocument signed = key.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(manifest));
        SignedDocument stored = PackedDocument.unpack(PackedDocument.pack(signed));
        SignedDocument sent = WireJson.readDocument(WireJson.write(stored), SignedDocument.class);

        assertEquals(manifest, WireJson.readDocument(
                key.publicKey().verify(SignatureContext.MODEL_MANIFEST, sent), ModelManifest.class));
    }

    private static ModelManifest largest() {
        int tensors = 4096;
        int each = CHUNKING.values() / tensors;
        ParameterLayout layout = new ParameterLayout(IntStream.range(0, tensors)
                .mapToObj(tensor -> new Parameter("%0128d".formatted(tensor), Parameter.Role.TRAINABLE,
                        List.of(each, 1, 1, 1, 1, 1, 1, 1)))
                .toList());
        ModelManifest.Origin origin = new ModelManifest.Origin(PLAN_HASH, RUN, 1, PLAN_HASH,
                new ModelManifest.Reports(1, PLAN_HASH));
        return new ModelManifest(1, "large", 1, origin, ModelManifest.Content.of(layout, hashes(), PLAN_HASH),
                RegistryWorld.PLAN.modelSignature(), 1, new ModelDeltas(Download.BF16, hashes()));
    }
}
