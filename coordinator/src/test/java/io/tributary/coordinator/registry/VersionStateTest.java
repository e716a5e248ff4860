package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.chunk;
import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.util.ArrayList;
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
        objects().forEach(world::corruptObject);
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
        assertEquals(4, objects().size());
        // The model of this version has the same values and so the same hashes; take what is in the second slot alone.
        List<String> alone = new ArrayList<>(objects().stream().map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList());
        alone.removeAll(registry.newest("glyphs").orElseThrow().manifest().chunks());
        assertEquals(1, alone.size());
        assertEquals(Optional.empty(), registry.chunk(alone.get(0)));
    }

    @Test
    void aVersionMadeAgainAfterAKillIsTheSameVersionWithTheSameState() {
        ModelVersion genesis = world.genesis();
        ModelVersion first = commit(genesis, 5);
        SignedDocument state = world.stores.models().state("glyphs", 1).orElseThrow();
        world.takeOver();
        assertEquals(first, commit(genesis, 5));
        assertEquals(Optional.of(state), world.stores.models().state("glyphs", 1));
    }

    @Test
    void forgettingKeepsTheVersionsAndTheNewerStatesAndIsNoChangeAgain() {
        ModelVersion first = commit(world.genesis(), 5);
        ModelVersion second = commit(first, 6);
        ModelVersion third = commit(second, 7);
        world.next(world.registry.manifest("glyphs", 0).orElseThrow()).state().write(0, 0, vector(8), 9); // of a killed owner
        for (int time = 0; time < 2; time++) {
            registry.forgetStates(world.fence, "glyphs", 2);
            assertThrows(StoreException.class, () -> registry.state(first));
            assertEquals(8, objects().size());
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
    void aChunkWrittenWithTwoValuesIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        Sha256 one = state.write(0, 0, vector(1), SHORT);
        assertEquals(1, state.slots().size());
        assertEquals(one, state.write(0, 0, vector(1), SHORT));
        assertEquals(1, state.slots().size());
        Sha256 other = state.write(0, 0, vector(2), SHORT);
        assertEquals("chunk 0 of state slot 0 was written with other values: " + one + ", then " + other,
                assertThrows(IllegalStateException.class, state::slots).getMessage());
    }

    @Test
    void aChunkThatIsMissingOrShortBeforeAnotherIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        state.write(0, 1, vector(1), Chunking.CHUNK_VALUES);
        assertThrows(IllegalStateException.class, state::slots);
        state.write(0, 0, vector(3), SHORT);
        assertThrows(IllegalStateException.class, state::slots);
    }

    @Test
    void aSlotThatIsMissingBeforeAnotherIsLoud() {
        StateWriter state = world.next(world.genesis()).state();
        state.write(1, 0, vector(1), SHORT);
        assertThrows(IllegalStateException.class, state::slots);
    }
}
