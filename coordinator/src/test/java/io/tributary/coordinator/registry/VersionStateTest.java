package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.chunk;
import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a strategy remembers is kept with the version, checked when read, and forgotten in time. */
class VersionStateTest {
    /** The second slot ends in its first chunk. */
    private static final int SHORT = 77;
    private static final int SECOND = 2;
    private final RegistryWorld world = new RegistryWorld();
    private final ModelRegistry registry = world.registry;

    private void write(StateWriter state, long seed) {
        for (int chunk = SECOND; chunk >= 0; chunk--) {
            state.write(0, chunk, chunk(vector(seed), chunk), new Chunking(RegistryWorld.VALUES).length(chunk));
        }
        state.write(1, 0, chunk(vector(-seed), 0), SHORT);
    }

    private ModelVersion commit(ModelVersion parent, long seed) {
        VersionWriter writer = world.next(parent);
        write(writer.state(), seed);
        for (int chunk = 0; chunk <= SECOND; chunk++) {
            writer.write(chunk, chunk(vector(seed), chunk));
        }
        return writer.commit(world.fence);
    }

    private float[] read(ModelVersion version, int slot, int chunk, int length) {
        float[] values = new float[Chunking.CHUNK_VALUES];
        registry.state(version).read(slot, chunk, values);
        return Arrays.copyOf(values, length);
    }

    private List<String> objects() {
        return world.stores.objects().list("states/glyphs");
    }

    private static Reason reason(StoreException broken) {
        return assertInstanceOf(RejectedException.class, broken.getCause()).reason();
    }

    @Test
    void stateComesBackToTheLastBitWhateverTheOrderOfItsChunks() {
        ModelVersion version = commit(world.genesis(), 5);
        assertEquals(2, registry.state(version).slots());
        for (int chunk = 0; chunk <= SECOND; chunk++) {
            int length = new Chunking(RegistryWorld.VALUES).length(chunk);
            assertArrayEquals(Arrays.copyOf(chunk(vector(5), chunk), length), read(version, 0, chunk, length));
        }
        assertArrayEquals(Arrays.copyOf(vector(-5), SHORT), read(version, 1, 0, SHORT));
    }

    @Test
    void aVersionWithoutStateSaysSo() {
        ModelVersion genesis = world.genesis();
        assertTrue(assertThrows(StoreException.class, () -> registry.state(genesis)).getMessage()
                .contains("glyphs version 0: there is none"));
    }

    @Test
    void anAlteredChunkOfStateIsRefusedByItsHash() {
        ModelVersion version = commit(world.genesis(), 5);
        int last = ChunkCodec.encodedLength(new Chunking(RegistryWorld.VALUES).length(SECOND)); // written first
        world.corruptObject(objects().get(0), last + ChunkCodec.encodedLength(Chunking.CHUNK_VALUES) / 2);
        read(version, 0, 0, 1);
        assertEquals(Reason.HASH_MISMATCH,
                reason(assertThrows(StoreException.class, () -> read(version, 0, 1, 1))));
    }

    @Test
    void theStateOfAnotherVersionIsRefused() {
        ModelVersion first = commit(world.genesis(), 5);
        ModelVersion second = commit(first, 6);
        world.forgedStates.put(2, world.stores.models().state("glyphs", 1).orElseThrow());
        assertEquals(Reason.BAD_LINEAGE, reason(assertThrows(StoreException.class, () -> registry.state(second))));
    }

    @Test
    void aStateThatAnotherKeySignedIsRefused() {
        ModelVersion version = commit(world.genesis(), 5);
        SignedDocument signed = world.stores.models().state("glyphs", 1).orElseThrow();
        world.forgedStates.put(1, SigningKey.generate().sign(SignatureContext.STATE_MANIFEST, signed.payload()));
        assertEquals(Reason.WRONG_SIGNER, reason(assertThrows(StoreException.class, () -> registry.state(version))));
    }

    @Test
    void statesAreNoChunksOfModelsAndSoAreNotServed() {
        commit(world.genesis(), 5);
        // The first slot of this state has the values of the model and so the same hashes: ask for the second one.
        String alone = Sha256.of(new ChunkCodec().encode(vector(-5), 0, SHORT)).hex();
        assertArrayEquals(Arrays.copyOf(vector(-5), SHORT),
                read(registry.newest("glyphs").orElseThrow(), 1, 0, SHORT));
        assertEquals(Optional.empty(), registry.chunk("glyphs", alone));
    }

    @Test
    void aVersionMadeAgainAfterAKillIsTheSameVersionWithTheSameState() {
        ModelVersion genesis = world.genesis();
        ModelVersion first = commit(genesis, 5);
        SignedDocument state = world.stores.models().state("glyphs", 1).orElseThrow();
        world.takeOver();
        assertEquals(first, commit(genesis, 5));
        assertEquals(Optional.of(state), world.stores.models().state("glyphs", 1));
        assertEquals(1, objects().size(), "what was written again is deleted");
    }

    @Test
    void forgettingKeepsTheVersionsAndTheNewerStatesAndIsNoChangeAgain() {
        ModelVersion first = commit(world.genesis(), 5);
        ModelVersion second = commit(first, 6);
        ModelVersion third = commit(second, 7);
        world.put("states/glyphs/1.left"); // by a killed owner
        for (int time = 0; time < 2; time++) {
            registry.forgetStates(world.fence, "glyphs", 2);
            assertThrows(StoreException.class, () -> registry.state(first));
            assertEquals(2, objects().size());
            assertArrayEquals(Arrays.copyOf(vector(6), 9), read(second, 0, 0, 9));
            assertArrayEquals(Arrays.copyOf(vector(7), 9), read(third, 0, 0, 9));
            assertArrayEquals(vector(5), registry.load("glyphs", 1));
        }
    }

    @Test
    void whoWasTakenOverForgetsNothing() {
        ModelVersion first = commit(world.genesis(), 5);
        var old = world.fence;
        world.takeOver();
        assertThrows(StaleEpochException.class, () -> registry.forgetStates(old, "glyphs", 9));
        assertArrayEquals(Arrays.copyOf(vector(5), 9), read(first, 0, 0, 9));
    }

    @Test
    void whatAKilledOwnerLeftIsSweptAndStatesInUseAreNot() {
        ModelVersion version = commit(world.genesis(), 5);
        world.put("states/glyphs/1.left");
        world.put("states/glyphs/2.in-the-making");
        registry.sweep("glyphs");
        assertEquals(2, objects().size());
        assertFalse(objects().contains("states/glyphs/1.left"));
        assertArrayEquals(Arrays.copyOf(vector(5), 9), read(version, 0, 0, 9));
    }

    @Test
    void aChunkWrittenWithTwoValuesIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        Sha256 one = state.write(0, 0, vector(1), SHORT);
        assertEquals(1, state.packed().slots().size());
        assertEquals(one, state.write(0, 0, vector(1), SHORT));
        assertEquals(1, state.packed().slots().size());
        Sha256 other = state.write(0, 0, vector(2), SHORT);
        assertEquals("chunk 0 of state slot 0 was written with other values: " + one + ", then " + other,
                assertThrows(IllegalStateException.class, state::packed).getMessage());
    }

    @Test
    void aChunkThatIsMissingOrShortBeforeAnotherIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        state.write(0, 1, vector(1), Chunking.CHUNK_VALUES);
        assertThrows(IllegalStateException.class, state::packed);
        state.write(0, 0, vector(3), SHORT);
        assertThrows(IllegalStateException.class, state::packed);
    }

    @Test
    void aSlotThatIsMissingBeforeAnotherIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        state.write(1, 0, vector(1), SHORT);
        assertThrows(IllegalStateException.class, state::packed);
    }
}
