package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.World;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A device that holds the parent of a version fetches the small step to it, and accepts the chunk that comes of it only by its hash. */
final class StepDownloadTest extends TrialTest {
    private static final String CHUNKS = "GET /v1/models/digits/chunks/";
    private static final Chunking CHUNKING = World.LAYOUT.chunking();

    /** A version by its step from another one, and the model that it is. */
    private float[] publish(float[] last, Download format, boolean right) {
        StepCodec codec = new StepCodec(format);
        float[] next = new float[last.length];
        List<String> steps = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKING.count(); chunk++) {
            float[] before = chunk(last, chunk);
            float[] after = before.clone();
            for (int i = 0; i < after.length; i++) {
                after[i] += 0.1f + i * 1e-6f;
            }
            steps.add(trial.world.keep(codec.round(before, after, after.length)));
            System.arraycopy(after, 0, next, CHUNKING.offset(chunk), after.length);
        }
        next[7] += right ? 0 : 1;
        trial.world.publish(stepping(next, new ModelDeltas(format, steps)));
        return next;
    }

    private ModelManifest stepping(float[] next, ModelDeltas deltas) {
        ModelManifest m = trial.world.manifest(next);
        return new ModelManifest(1, m.model(), m.version(), m.origin(), m.content(), m.modelSignature(), m.created(),
                deltas);
    }

    private static float[] chunk(float[] vector, int chunk) {
        int from = CHUNKING.offset(chunk);
        return Arrays.copyOfRange(vector, from, from + CHUNKING.length(chunk));
    }

    private void offerTwo() {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, trial.world.newest(), trial.deadline());
    }

    /** In the order of their names: several are fetched at once. */
    private List<String> fetchedAfterTheFirstVersion() {
        List<String> calls = trial.coordinator.calls(CHUNKS);
        return calls.subList(3, calls.size()).stream().map(call -> call.substring(CHUNKS.length())).sorted().toList();
    }

    private static List<String> sorted(List<String> hashes) {
        return hashes.stream().sorted().toList();
    }

    private List<String> steps() {
        return trial.world.content(trial.world.newest()).step().orElseThrow().chunks();
    }

    @ParameterizedTest
    @EnumSource(value = Download.class, names = "FLOAT32", mode = Mode.EXCLUDE)
    void stepsMakeTheVersionBitForBit(Download format) throws Exception {
        float[] next = publish(World.vector(0), format, true);
        offerTwo();
        runToEnd();
        assertArrayEquals(next, trial.tasks.get(1).model());
        assertEquals(sorted(steps()), fetchedAfterTheFirstVersion());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aStepThatDoesNotMakeTheChunkIsReplacedByTheWholeChunk() throws Exception {
        float[] next = publish(World.vector(0), Download.BF16, false);
        offerTwo();
        runToEnd();
        assertArrayEquals(next, trial.tasks.get(1).model());
        List<String> expected = new ArrayList<>(steps());
        expected.add(trial.world.content(1).chunks().get(0));
        assertEquals(sorted(expected), fetchedAfterTheFirstVersion());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aStepThatIsAlteredOnTheWayIsReplacedByTheWholeChunk() throws Exception {
        float[] next = publish(World.vector(0), Download.INT8, true);
        trial.coordinator.alter(CHUNKS + steps().get(1), Tamper::flipped);
        offerTwo();
        runToEnd();
        assertArrayEquals(next, trial.tasks.get(1).model());
        List<String> expected = new ArrayList<>(steps());
        expected.add(trial.world.content(1).chunks().get(1));
        assertEquals(sorted(expected), fetchedAfterTheFirstVersion());
    }

    @Test
    void aStepThatIsNoneIsReplacedByTheWholeChunk() throws Exception {
        float[] next = World.vector(1);
        String none = trial.world.keep(new ByteChunkCodec().encode(new byte[] {1, 2, 3}));
        trial.world.publish(stepping(next, new ModelDeltas(Download.BF16, List.of(none, none, none))));
        offerTwo();
        runToEnd();
        assertArrayEquals(next, trial.tasks.get(1).model());
        assertEquals(sorted(List.of(none, trial.world.content(1).chunks().get(2))), fetchedAfterTheFirstVersion());
    }

    @Test
    void whoHoldsAnOlderVersionFetchesWholeChunks() throws Exception {
        float[] second = publish(World.vector(0), Download.BF16, true);
        float[] third = publish(second, Download.BF16, true);
        offerTwo();
        runToEnd();
        assertArrayEquals(third, trial.tasks.get(1).model());
        assertEquals(sorted(trial.world.content(2).chunks()), fetchedAfterTheFirstVersion());
    }

    @Test
    void whoHoldsNothingFetchesWholeChunks() throws Exception {
        float[] next = publish(World.vector(0), Download.BF16, true);
        trial.coordinator.offer(1, 1, trial.deadline());
        runToEnd();
        assertArrayEquals(next, trial.tasks.get(0).model());
        assertEquals(sorted(trial.world.content(1).chunks()),
                trial.coordinator.calls(CHUNKS).stream().map(call -> call.substring(CHUNKS.length())).sorted()
                        .toList());
    }
}
