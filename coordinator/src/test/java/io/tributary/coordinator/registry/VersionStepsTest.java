package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.PLAN;
import static io.tributary.coordinator.registry.RegistryWorld.chunk;
import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A version whose plan has steps written is its parent and the rounded step, and nothing else. */
final class VersionStepsTest {
    private final RegistryWorld world = new RegistryWorld();

    private ModelVersion commit(ModelVersion parent, float[] vector, Download download) {
        UpdateSpec update = PLAN.update();
        RunPlan plan = PLAN.toBuilder().update(new UpdateSpec(update.bound(), update.scaleBits(), update.maxWeight(),
                update.maxUpdates(), null, download)).build();
        VersionWriter writer = world.registry.next(plan, world.origin(parent), parent);
        IntStream.of(2, 0, 1, 0).forEach(chunk -> writer.write(chunk, chunk(vector, chunk)));
        return writer.commit(world.fence);
    }

    private byte[] step(ModelDeltas deltas, int chunk) {
        return RegistryWorld.bytes(world.registry.chunk("glyphs", deltas.chunks().get(chunk)).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(value = Download.class, names = "FLOAT32", mode = Mode.EXCLUDE)
    void theParentAndTheStoredStepMakeTheVersionBitForBit(Download format) throws Exception {
        ModelVersion parent = world.genesis();
        ModelVersion version = commit(parent, vector(1), format);
        ModelDeltas deltas = version.manifest().step().orElseThrow();
        assertEquals(format, deltas.format());
        float[] loaded = world.registry.load("glyphs", 1);
        for (int chunk = 0; chunk < 3; chunk++) {
            int length = PLAN.layout().chunking().length(chunk);
            float[] values = chunk(vector(0), chunk);
            new StepCodec(format).apply(step(deltas, chunk), values, values, length);
            float[] expected = new float[length];
            System.arraycopy(loaded, PLAN.layout().chunking().offset(chunk), expected, 0, length);
            assertArrayEquals(expected, Arrays.copyOf(values, length));
        }
        assertEquals(2, world.registry.verifyLineage("glyphs"));
    }

    @Test
    void theVersionIsNearWhatItWouldHaveBeen() {
        commit(world.genesis(), vector(1), Download.BF16);
        float[] loaded = world.registry.load("glyphs", 1);
        float[] wanted = vector(1);
        float[] before = vector(0);
        for (int i = 0; i < loaded.length; i++) {
            assertEquals(wanted[i], loaded[i], Math.abs(wanted[i] - before[i]) / 256 + 1e-6, "value " + i);
        }
        assertNotEquals(wanted[1], loaded[1]);
    }

    @Test
    void madeAgainAfterAKillItIsTheSameVersion() {
        ModelVersion parent = world.genesis();
        ModelVersion first = commit(parent, vector(1), Download.INT8);
        world.clock.pass(Duration.ofSeconds(5));
        world.takeOver();
        assertEquals(first, commit(parent, vector(1), Download.INT8));
    }

    @Test
    void withoutStepsThePlanHasTheVersionAsItIs() {
        ModelVersion version = commit(world.genesis(), vector(1), Download.FLOAT32);
        assertEquals(Optional.empty(), version.manifest().step());
        assertArrayEquals(vector(1), world.registry.load("glyphs", 1));
    }

    @Test
    void aChunkThatDoesNotMoveIsTheParentsChunk() {
        ModelVersion parent = world.genesis();
        ModelVersion version = commit(parent, vector(0), Download.INT8);
        assertEquals(parent.manifest().chunks(), version.manifest().chunks());
    }
}
