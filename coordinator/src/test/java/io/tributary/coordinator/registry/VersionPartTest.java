package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.chunk;
import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Chunking;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A version that several members write and one of them commits. */
class VersionPartTest {
    private static final Chunking CHUNKING = new Chunking(RegistryWorld.VALUES);
    private final RegistryWorld world = new RegistryWorld();
    private final ModelVersion parent = world.genesis();

    private List<String> packs(String kind) {
        return world.stores.objects().list(kind + "/glyphs");
    }

    /** Another member writes these chunks of a vector, and what its strategy remembers. */
    private PartIndex part(float[] vector, int... chunks) {
        try (VersionPart part = world.registry.part(RegistryWorld.PLAN, parent)) {
            for (int chunk : chunks) {
                part.write(chunk, chunk(vector, chunk));
                part.state().write(0, chunk, chunk(vector, chunk), CHUNKING.length(chunk));
            }
            return PartIndex.decode(part.commit().encode());
        }
    }

    private VersionWriter owner(float[] vector, int... chunks) {
        VersionWriter writer = world.next(parent);
        for (int chunk : chunks) {
            writer.write(chunk, chunk(vector, chunk));
            writer.state().write(0, chunk, chunk(vector, chunk), CHUNKING.length(chunk));
        }
        return writer;
    }

    @Test
    void aVersionOfThreeWritersIsReadFromTheirPacksAndSurvivesASweep() {
        float[] vector = vector(1);
        VersionWriter writer = owner(vector, 1);
        writer.adopt(part(vector, 0));
        writer.adopt(part(vector, 2));
        ModelVersion version = writer.commit(world.fence);
        assertEquals(1 + 3, packs("models").size());
        assertEquals(3, packs("states").size());

        world.registry.sweep("glyphs");

        assertArrayEquals(vector, world.registry.load("glyphs", 1));
        for (int chunk = 0; chunk < CHUNKING.count(); chunk++) {
            float[] remembered = new float[Chunking.CHUNK_VALUES];
            world.registry.state(version).read(0, chunk, remembered);
            assertArrayEquals(Arrays.copyOf(chunk(vector, chunk), CHUNKING.length(chunk)),
                    Arrays.copyOf(remembered, CHUNKING.length(chunk)));
        }
    }

    @Test
    void aPartThatTheVersionDoesNotNeedIsDeletedWithTheCommit() {
        float[] vector = vector(2);
        VersionWriter writer = owner(vector, 0, 1, 2);
        writer.adopt(part(vector, 1));
        assertEquals(2, packs("models").size(), "that of version 0 and the part, before the owner commits");
        writer.commit(world.fence);
        assertEquals(2, packs("models").size());
        assertEquals(1, packs("states").size());
        assertArrayEquals(vector, world.registry.load("glyphs", 1));
    }

    @Test
    void aPartWithOtherValuesIsNoticedAndNoVersionIsMade() {
        VersionWriter writer = owner(vector(3), 0, 1, 2);
        writer.adopt(part(vector(4), 1));
        IllegalStateException twice =
                assertThrows(IllegalStateException.class, () -> writer.commit(world.fence));
        assertTrue(String.valueOf(twice.getMessage()).startsWith("chunk 1 of glyphs version 1 was written with other"),
                twice::getMessage);
        assertEquals(0, world.registry.newest("glyphs").orElseThrow().manifest().version());
    }

    @Test
    void aPartOfARoundUnderWayIsLeftAloneAndAnOrphanIsSweptOnceTheVersionIsThere() {
        float[] vector = vector(5);
        part(vector, 0, 1);
        world.registry.sweep("glyphs");
        assertEquals(2, packs("models").size(), "its owner may still name it");
        assertEquals(1, packs("states").size());

        owner(vector, 0, 1, 2).commit(world.fence);
        world.registry.sweep("glyphs");

        assertEquals(2, packs("models").size(), "that of version 0 and that of version 1");
        assertEquals(1, packs("states").size());
        assertArrayEquals(vector, world.registry.load("glyphs", 1));
    }

    @Test
    void anIndexThatNamesChunksBeyondTheVersionIsRefused() {
        VersionWriter writer = owner(vector(6), 0, 1, 2);
        assertThrows(IllegalArgumentException.class, () -> writer.adopt(PartIndexes.of(4, 0)));
        assertThrows(IllegalArgumentException.class, () -> PartIndex.decode(new byte[] {1, 2, 3, 4, 5}));
    }
}
