package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.PLAN;
import static io.tributary.coordinator.registry.RegistryWorld.PLAN_HASH;
import static io.tributary.coordinator.registry.RegistryWorld.RUN;
import static io.tributary.coordinator.registry.RegistryWorld.VALUES;
import static io.tributary.coordinator.registry.RegistryWorld.chunk;
import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.Race;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How versions are made and read. */
class ModelRegistryTest {
    private final RegistryWorld world = new RegistryWorld();
    private final ModelRegistry registry = world.registry;

    @Test
    void theInitialModelComesBackToTheLastBit() {
        ModelVersion genesis = world.genesis();

        float[] loaded = registry.load("glyphs", 0);

        assertArrayEquals(bits(vector(0)), bits(loaded));
        assertEquals(VectorDigest.of(vector(0)).hex(), genesis.manifest().sha256());
    }

    private static int[] bits(float[] vector) {
        return IntStream.range(0, vector.length).map(i -> Float.floatToRawIntBits(vector[i])).toArray();
    }

    @Test
    void aManifestSaysWhereTheVersionComesFromAndIsSigned() throws RejectedException {
        ModelVersion genesis = world.genesis();
        ModelVersion version = world.commit(genesis, vector(1));
        ModelManifest manifest =
                WireJson.readDocument(world.key.publicKey().verify(SignatureContext.MODEL_MANIFEST, version.signed()),
                        ModelManifest.class);

        assertEquals(version.manifest(), manifest);
        assertEquals(1, manifest.version());
        assertEquals(1, manifest.origin().round());
        assertEquals(genesis.hash(), manifest.origin().parent());
        assertEquals(RUN, manifest.origin().run());
        assertEquals(PLAN_HASH, manifest.origin().planHash());
        assertEquals(PLAN.layout(), manifest.layout());
        assertEquals(3, manifest.chunks().size());
        assertEquals(world.clock.millis(), manifest.created());
        manifest.checkConsistent();
    }

    @Test
    void versionsAreFoundByNumberAndNewest() {
        assertEquals(Optional.empty(), registry.newest("glyphs"));
        List<ModelVersion> lineage = world.lineage();

        assertEquals(Optional.of(lineage.get(2)), registry.newest("glyphs"));
        assertEquals(Optional.of(lineage.get(1)), registry.manifest("glyphs", 1));
        assertEquals(Optional.empty(), registry.manifest("glyphs", 3));
        assertThrows(IllegalArgumentException.class, () -> registry.load("glyphs", 3));
    }

    @Test
    void aGenesisMadeAgainLaterIsTheSameVersion() {
        ModelVersion first = world.genesis();
        world.commit(first, vector(1));
        world.clock.pass(Duration.ofSeconds(1));

        assertEquals(first, world.genesis());
    }

    @Test
    void aModelHasOneGenesis() {
        ModelVersion first = world.genesis();

        assertThrows(IllegalStateException.class, () -> registry.genesis(world.fence, PLAN, PLAN_HASH, vector(1)));
        assertEquals(Optional.of(first), registry.newest("glyphs"));
    }

    @Test
    void anInitialModelOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> registry.genesis(world.fence, PLAN, PLAN_HASH, new float[VALUES + 1]));
    }

    @Test
    void aModelThatIsGivenChunkByChunkIsTheSameVersion() {
        ModelVersion chunked = registry.genesis(world.fence, PLAN, PLAN_HASH,
                (chunk, into) -> System.arraycopy(chunk(vector(0), chunk), 0, into, 0, into.length));

        assertEquals(chunked, registry.genesis(world.fence, PLAN, PLAN_HASH, vector(0)));
    }

    @Test
    void chunksAreWrittenByAnyThreadInAnyOrderAndAgain() throws InterruptedException {
        VersionWriter writer = world.next(world.genesis());

        Race.of(12, index -> {
            writer.write(index % 3, chunk(vector(1), index % 3));
            return index;
        });
        writer.commit(world.fence);

        assertArrayEquals(vector(1), registry.load("glyphs", 1));
    }

    @Test
    void whatAWriterIsGivenMayBeChangedAfterwards() {
        VersionWriter writer = world.next(world.genesis());
        float[] reused = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < 3; chunk++) {
            System.arraycopy(chunk(vector(1), chunk), 0, reused, 0, reused.length);
            writer.write(chunk, reused);
            Arrays.fill(reused, Float.NaN);
        }
        writer.commit(world.fence);

        assertArrayEquals(vector(1), registry.load("glyphs", 1));
    }

    @Test
    void aRoundCommittedAgainAfterAKillIsTheSameVersion() {
        ModelVersion genesis = world.genesis();
        ModelVersion first = world.commit(genesis, vector(1));
        world.takeOver();

        assertEquals(first, world.commit(genesis, vector(1)));
        assertEquals(Optional.of(first), registry.newest("glyphs"));
    }

    @Test
    void aCommittedVersionDoesNotChange() {
        ModelVersion genesis = world.genesis();
        ModelVersion first = world.commit(genesis, vector(1));

        assertThrows(IllegalStateException.class, () -> world.commit(genesis, vector(2)));
        assertEquals(Optional.of(first), registry.newest("glyphs"));
    }

    @Test
    void aVersionNeedsAllItsChunks() {
        VersionWriter writer = world.next(world.genesis());
        writer.write(0, chunk(vector(1), 0));
        writer.write(2, chunk(vector(1), 2));

        IllegalStateException missing = assertThrows(IllegalStateException.class, () -> writer.commit(world.fence));
        assertEquals("chunk 1 of 3 was not written", missing.getMessage());
    }

    @Test
    void aVersionOneChunkOfWhichWasWrittenWithTwoValuesIsNotCommitted() {
        VersionWriter writer = world.next(world.genesis());
        for (int chunk = 0; chunk < 3; chunk++) {
            writer.write(chunk, chunk(vector(1), chunk));
        }
        Sha256 one = writer.write(1, chunk(vector(1), 1));
        Sha256 other = writer.write(1, chunk(vector(2), 1));

        assertEquals("chunk 1 of glyphs version 1 was written with other values: " + one + ", then " + other,
                assertThrows(IllegalStateException.class, () -> writer.commit(world.fence)).getMessage());
        assertEquals(0, registry.newest("glyphs").orElseThrow().manifest().version());
    }

    @Test
    void whatAWriterAnswersIsHowTheManifestNamesTheChunk() {
        VersionWriter writer = world.next(world.genesis());
        List<String> answers = IntStream.range(0, 3)
                .mapToObj(chunk -> writer.write(chunk, chunk(vector(1), chunk)).hex()).toList();

        assertEquals(answers, writer.commit(world.fence).manifest().chunks());
    }

    @Test
    void equalChunksAreKeptOnce() {
        float[] changed = vector(0);
        changed[Chunking.CHUNK_VALUES] += 1;
        ModelVersion genesis = world.genesis();

        ModelVersion version = world.commit(genesis, changed);

        List<String> packs = world.packs();
        assertEquals(2, packs.size());
        assertEquals(ChunkCodec.encodedLength(Chunking.CHUNK_VALUES),
                world.stores.objects().read(packs.get(1)).size());
        assertEquals(genesis.manifest().chunks().get(0), version.manifest().chunks().get(0));
        assertArrayEquals(changed, registry.load("glyphs", 1));
    }

    @Test
    void aChunkIsServedByItsHash() throws MalformedChunkException {
        String sha256 = world.genesis().manifest().chunks().get(2);

        byte[] encoded = RegistryWorld.bytes(registry.chunk("glyphs", sha256).orElseThrow());
        float[] values = new float[5];
        new ChunkCodec().decode(encoded, values, 0, 5);

        assertEquals(sha256, Sha256.of(encoded).hex());
        assertArrayEquals(Arrays.copyOf(chunk(vector(0), 2), 5), values);
        assertEquals(Optional.empty(), registry.chunk("glyphs", Sha256.ZERO.hex()));
        assertThrows(IllegalArgumentException.class, () -> registry.chunk("glyphs", "../../secret"));
    }

    @Test
    void anAlteredChunkIsNeverReadAndNoVersionIsMadeOfIt() {
        ModelVersion genesis = world.genesis();
        world.corrupt(genesis.manifest().chunks().get(1));

        assertThrows(StoreException.class,
                () -> registry.read(genesis.manifest(), 1, new float[Chunking.CHUNK_VALUES]));
        assertThrows(StoreException.class, () -> registry.load("glyphs", 0));
        assertThrows(StoreException.class, () -> world.commit(genesis, vector(0)), "its parent's chunks are its own");
        assertEquals(Optional.of(genesis), registry.newest("glyphs"));
    }

    @Test
    void aVersionIsOnePackThatIsThereOnceItIsCommitted() {
        ModelVersion genesis = world.genesis();
        try (VersionWriter writer = world.next(genesis)) {
            writer.write(0, chunk(vector(1), 0));
            assertEquals(1, world.packs().size(), "only the parent's");
        }
        assertEquals(1, world.packs().size(), "a writer that is closed leaves nothing");
        world.commit(genesis, vector(1));
        assertEquals(2, world.packs().size());
    }

    @Test
    void aVersionThatIsRefusedLeavesNoPack() {
        ModelVersion genesis = world.genesis();
        world.commit(genesis, vector(1));
        List<String> before = world.packs();

        assertThrows(IllegalStateException.class, () -> world.commit(genesis, vector(2)));
        world.commit(genesis, vector(1)); // is there already
        Fence old = world.fence;
        world.takeOver();
        ModelVersion newest = registry.newest("glyphs").orElseThrow();
        Fence current = world.fence;
        world.fence = old;
        assertThrows(StaleEpochException.class, () -> world.commit(newest, vector(3)));
        world.fence = current;

        assertEquals(before, world.packs());
    }

    @Test
    void aManifestOfAnotherKeyIsNeverBelieved() {
        ModelRegistry stranger = new ModelRegistry(world.stores.models(), world.stores.objects(),
                SigningKeys.single(new RegistryWorld().key), world.clock);
        world.genesis();

        assertThrows(StoreException.class, () -> stranger.newest("glyphs"));
        assertThrows(StoreException.class, () -> stranger.manifest("glyphs", 0));
    }

    @Test
    void storageThatIsDownIsAStoreFailureAndAnotherWriterCommitsLater() {
        ModelVersion genesis = world.genesis();
        try (VersionWriter writer = world.next(genesis)) {
            writer.write(0, chunk(vector(1), 0));
            world.stores.breakDown();
            assertThrows(StoreException.class, () -> writer.write(1, chunk(vector(1), 1)));
            world.stores.repair();
            assertThrows(IllegalStateException.class, () -> writer.write(1, chunk(vector(1), 1)));
        }

        assertEquals(1, world.commit(genesis, vector(1)).manifest().version());
        assertEquals(2, world.packs().size());
    }

    @Test
    @DisplayName("I7: an owner that was taken over commits no version")
    void anOldOwnerIsRefused() {
        ModelVersion genesis = world.genesis();
        Fence old = world.fence;
        world.takeOver();
        world.fence = old;

        assertThrows(StaleEpochException.class, () -> world.commit(genesis, vector(1)));
        assertThrows(StaleEpochException.class, world::genesis);
        assertEquals(Optional.of(genesis), registry.newest("glyphs"));
    }

    @Test
    void aRightForAnotherRunCommitsNothing() {
        VersionWriter writer = world.next(world.genesis());

        assertThrows(IllegalArgumentException.class, () -> writer.commit(new Fence("another", 1)));
    }
}
