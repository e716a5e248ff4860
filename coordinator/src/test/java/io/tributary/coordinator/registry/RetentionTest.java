package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What is kept of a model's past, and what is deleted. The world keeps the three newest versions. */
class RetentionTest {
    private static final String OTHER_RUN = "018f0000-0000-7000-8000-000000000002";
    private final RegistryWorld world = new RegistryWorld();
    private final ModelRegistry registry = world.registry;

    /** Commits versions up to one of this number, with retention after each. */
    private List<ModelVersion> versions(int newest, LongFunction<float[]> vector) {
        List<ModelVersion> versions = new ArrayList<>(List.of(world.genesis()));
        for (int version = 1; version <= newest; version++) {
            versions.add(world.commit(versions.getLast(), vector.apply(version)));
            registry.retain(world.fence, "glyphs");
        }
        return versions;
    }

    @Test
    void theNewestVersionsAreKeptWithTheirPacksAndNoOthers() throws Exception {
        List<ModelVersion> versions = versions(9, RegistryWorld::vector);

        assertEquals(RegistryWorld.KEPT, world.packs().size());
        for (int version = 7; version <= 9; version++) {
            assertArrayEquals(vector(version), registry.load("glyphs", version));
        }
        StoreException gone = assertThrows(StoreException.class, () -> registry.load("glyphs", 6));
        assertEquals(Reason.NOT_FOUND, ((RejectedException) gone.getCause()).reason());
        assertEquals(Optional.of(versions.get(2)), registry.manifest("glyphs", 2), "the lineage stays");
        assertEquals(Optional.empty(), registry.chunk("glyphs", versions.get(2).manifest().chunks().get(0)));
        assertEquals(10, registry.verifyLineage("glyphs"));
    }

    @Test
    void aChunkThatANewerVersionHasTooStaysInItsOldPack() {
        LongFunction<float[]> onlyTheLastChunkMoves = version -> {
            float[] vector = vector(0);
            vector[RegistryWorld.VALUES - 1] = version;
            return vector;
        };
        List<ModelVersion> versions = versions(9, onlyTheLastChunkMoves);

        assertEquals(1 + RegistryWorld.KEPT, world.packs().size(), "of version 0, and of those that are kept");
        assertArrayEquals(onlyTheLastChunkMoves.apply(9), registry.load("glyphs", 9));
        String shared = versions.get(0).manifest().chunks().get(0);
        assertEquals(shared, Sha256.of(RegistryWorld.bytes(registry.chunk("glyphs", shared).orElseThrow())).hex());
    }

    @Test
    void fromAPackThatIsMostlyOutOfUseChunksAreCopied() {
        List<ModelVersion> versions = versions(9, version -> {
            float[] vector = vector(version);
            System.arraycopy(vector(0), 0, vector, 0, 5);
            System.arraycopy(vector(0), RegistryWorld.VALUES - 5, vector, RegistryWorld.VALUES - 5, 5);
            return vector;
        });

        String small = versions.get(0).manifest().chunks().get(2);
        assertEquals(small, versions.get(9).manifest().chunks().get(2), "5 values of 131,077 never move");
        List<String> packs = world.packs();
        assertTrue(packs.size() <= 1 + RegistryWorld.KEPT, packs::toString);
        assertFalse(packs.get(0).startsWith("models/glyphs/0."), "the pack of version 0 is not kept for them");
        assertTrue(registry.chunk("glyphs", small).isPresent());
    }

    @Test
    void whoReadsAChunkReadsOnWhileItIsDeleted() {
        ModelVersion first = world.genesis();
        String sha256 = first.manifest().chunks().get(0);
        try (ObjectReader open = registry.chunk("glyphs", sha256).orElseThrow()) {
            ModelVersion parent = first;
            for (int version = 1; version <= 3; version++) {
                parent = world.commit(parent, vector(version));
            }
            registry.retain(world.fence, "glyphs");
            assertEquals(Optional.empty(), registry.chunk("glyphs", sha256));
            assertEquals(sha256, Sha256.of(RegistryWorld.bytes(open)).hex());
        }
    }

    @Test
    void aChunkThatCameAgainIsFoundWhereItIsNow() {
        List<ModelVersion> versions = versions(2, RegistryWorld::vector);
        String sha256 = versions.get(0).manifest().chunks().get(0);
        registry.chunk("glyphs", sha256).orElseThrow().close(); // remembers where it is
        ModelVersion parent = versions.getLast();
        for (long values : new long[] {0, 3, 4}) {
            parent = world.commit(parent, vector(values));
        }
        registry.retain(world.fence, "glyphs");

        assertEquals(sha256, Sha256.of(RegistryWorld.bytes(registry.chunk("glyphs", sha256).orElseThrow())).hex());
    }

    @Test
    void whatAKilledOwnerLeftIsSweptAndWhatIsInUseOrInTheMakingIsNot() {
        versions(4, RegistryWorld::vector);
        List<String> used = world.packs();
        world.put("models/glyphs/1.left");
        world.put("models/glyphs/4.left");
        world.put("models/glyphs/5.in-the-making");

        registry.sweep("glyphs");

        List<String> expected = new ArrayList<>(used);
        expected.add("models/glyphs/5.in-the-making");
        assertEquals(expected, world.packs());
        registry.sweep("none");
    }

    @Test
    void theVersionAnotherRunThatIsNotOverTrainsFromIsHeld() {
        world.genesis();
        world.stores.runs().create(OTHER_RUN, new SignedDocument(new byte[0], new byte[0], new byte[0]),
                PlanUse.once(), world.clock.instant());
        Fence other = world.stores.runs().claim(OTHER_RUN, "b", RegistryWorld.LEASE).orElseThrow();
        registry.retain(other, "glyphs");
        ModelVersion parent = registry.newest("glyphs").orElseThrow();
        for (int version = 1; version <= 6; version++) {
            parent = world.commit(parent, vector(version));
            registry.retain(world.fence, "glyphs");
        }
        assertArrayEquals(vector(0), registry.load("glyphs", 0));
        assertEquals(1 + RegistryWorld.KEPT, world.packs().size());

        world.stores.runs().setStatus(other, RunView.Status.PAUSED, "for a test");
        registry.retain(world.fence, "glyphs");
        assertArrayEquals(vector(0), registry.load("glyphs", 0));

        world.stores.runs().setStatus(other, RunView.Status.STOPPED, "");
        registry.retain(world.fence, "glyphs");
        assertThrows(StoreException.class, () -> registry.load("glyphs", 0));
        assertEquals(RegistryWorld.KEPT, world.packs().size());
    }

    @Test
    void whoWasTakenOverDeletesNothing() {
        ModelVersion parent = world.genesis();
        for (int version = 1; version <= 4; version++) {
            parent = world.commit(parent, vector(version));
        }
        Fence old = world.fence;
        world.takeOver();
        assertThrows(StaleEpochException.class, () -> registry.retain(old, "glyphs"));
        assertEquals(5, world.packs().size());
    }

    @Test
    void aKeptVersionThatLostItsPackIsSeenAndSoIsANewestWithoutContent() {
        ModelVersion version = versions(4, RegistryWorld::vector).get(3);
        world.stores.objects()
                .delete(world.stores.models().chunk("glyphs", version.manifest().chunks().get(0)).orElseThrow().pack());
        assertEquals(Reason.NOT_FOUND,
                assertThrows(RejectedException.class, () -> registry.verifyLineage("glyphs")).reason());
        assertThrows(StoreException.class,
                () -> registry.read(version.manifest(), 0, new float[Chunking.CHUNK_VALUES]));
    }

    @Test
    void atLeastTheNewestVersionIsKept() {
        assertThrows(IllegalArgumentException.class, () -> new Retention(0));
        assertFalse(Retention.DEFAULT.versions() < 2, "a device may still fetch the version before");
    }
}
