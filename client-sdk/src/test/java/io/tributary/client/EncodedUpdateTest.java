package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.Fault;
import io.tributary.client.fake.World;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates leave the device as their plan's codec has them, and what encoding loses is not lost. */
final class EncodedUpdateTest extends TrialTest {
    private static final int CHUNK = 1 << 16;

    private void sign(CodecSpec codec) {
        RunPlan plan = trial.world.plan();
        trial.world.sign(plan.toBuilder().update(new UpdateSpec(10, 20, 1000, 4, codec, Download.FLOAT32)).build());
    }

    /** What the coordinator makes of the update that was reported so often before. */
    private float[] received(int report) {
        DeviceMessage.Report said = trial.coordinator.messages(DeviceMessage.Report.class).get(report);
        return trial.world.open(said, trial.coordinator.uploads().get(World.content(said).uploadId()));
    }

    private void offer(int rounds) {
        for (int round = 1; round <= rounds; round++) {
            trial.coordinator.offer(round, 0, trial.deadline());
        }
    }

    /** Half of each chunk, the first of equal values; the other half waits, and is twice as large in the next round. */
    private static float[] halves(float first, float second) {
        float[] expected = new float[World.VALUES];
        for (int chunk = 0; chunk < World.LAYOUT.chunking().count(); chunk++) {
            int from = chunk * CHUNK;
            int length = World.LAYOUT.chunking().length(chunk);
            int half = (length + 1) / 2;
            Arrays.fill(expected, from, from + half, first);
            Arrays.fill(expected, from + half, from + length, second);
        }
        return expected;
    }

    @Test
    void whatDidNotTravelIsAddedToTheNextUpdate() throws Exception {
        sign(new CodecSpec(new TopK(0.5), false, null, true));
        offer(2);
        runToEnd();
        assertArrayEquals(halves(0.25f, 0), received(0));
        float[] second = received(1);
        assertEquals(0.5f, second[CHUNK - 1]);
        assertEquals(0, second[0]);
    }

    @Test
    void withoutErrorFeedbackItIsForgotten() throws Exception {
        sign(new CodecSpec(new TopK(0.5), false, null, false));
        offer(2);
        runToEnd();
        assertArrayEquals(halves(0.25f, 0), received(0));
        assertArrayEquals(halves(0.25f, 0), received(1));
    }

    @Test
    void whatAnUpdateLostThatWasNotAcknowledgedDoesNotCount() throws Exception {
        sign(new CodecSpec(new TopK(0.5), false, null, true));
        trial.coordinator.fail("PUT /v1/runs", Fault.refuse(Reason.LATE));
        offer(2);
        runToEnd();
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
        assertArrayEquals(halves(0.25f, 0), received(0));
    }

    @Test
    void theResidualOutlivesTheProcess() throws Exception {
        sign(new CodecSpec(new TopK(0.5), false, null, true));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        trial.coordinator.healAll();
        trial.coordinator.offer(2, 0, trial.deadline());
        runToEnd();
        assertEquals(0.5f, received(1)[CHUNK - 1]);
    }

    /** I10: two devices of one index send the same values; the round and the index are all that rounding depends on. */
    @Test
    void i10RoundingIsDrawnFromTheTrainingSeed() throws Exception {
        CodecSpec codec = new CodecSpec(new RandomSubset(0.5), true, new Quantizer(3, null), false);
        sign(codec);
        offer(1);
        runToEnd();
        float[] expected = new float[World.VALUES];
        UpdateCodec reference = UpdateCodec.of(trial.world.plan(), 1);
        for (int chunk = 0; chunk < 3; chunk++) {
            float[] delta = new float[World.VALUES];
            Arrays.fill(delta, 0.25f);
            float[] full = new float[reference.chunking().length(chunk)];
            reference.verify(reference.encode(chunk, delta, trial.tasks.get(0).seed()), chunk,
                    new float[full.length], full);
            System.arraycopy(full, 0, expected, chunk * CHUNK, full.length);
        }
        assertArrayEquals(expected, received(0));
    }

    /** A rescaled subset of values near the bound lies beyond it: the coordinator would refuse it. */
    @Test
    void whatTheCoordinatorWouldRefuseIsNotSent() throws Exception {
        sign(new CodecSpec(new RandomSubset(0.1), false, null, false));
        offer(1);
        runUntilIdle(builder().trainer(task -> {
            float[] delta = new float[World.VALUES];
            Arrays.fill(delta, 9);
            return new TrainingOutcome(delta, 32, 0.5);
        }));
        assertEquals(List.of(Reason.OUT_OF_BOUND), trial.events.reasons());
        assertEquals(0, trial.coordinator.uploads().size());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Decline.class).size());
    }
}
