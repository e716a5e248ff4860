package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A device does not send what the coordinator would refuse. */
final class OutcomeTest extends TrialTest {
    /** What a trainer does, and what the coordinator is told. */
    record Bad(String why, LocalTrainer trainer) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Bad> outcomes() {
        return Stream.of(
                new Bad("wrong-shape: the trainer returned 3 values, an update of the layout has " + World.VALUES,
                        task -> new TrainingOutcome(new float[3], 1, 0)),
                new Bad("bad-weight: the trainer saw 0 examples; an update is of at least 1",
                        task -> new TrainingOutcome(Trial.delta(), 0, 0)),
                new Bad("not-finite: value 70000 is NaN", with(Float.NaN)),
                new Bad("not-finite: value 70000 is Infinity", with(Float.POSITIVE_INFINITY)),
                new Bad("out-of-bound: value 70000 is -10.5, beyond the bound of 10.0", with(-10.5f)),
                new Bad("the loss is NaN: training diverged",
                        task -> new TrainingOutcome(Trial.delta(), 1, Double.NaN)),
                new Bad("no data today", task -> {
                    throw new TrainingException("no data today");
                }),
                new Bad("two lines, and more", task -> {
                    throw new TrainingException("two\nlines, " + "and more ".repeat(1000));
                }),
                new Bad("the trainer threw java.lang.IndexOutOfBoundsException: 7", task -> {
                    throw new IndexOutOfBoundsException("7");
                }));
    }

    private static LocalTrainer with(float value) {
        return task -> {
            float[] delta = Trial.delta();
            delta[70000] = value;
            return new TrainingOutcome(delta, 1, 0);
        };
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void badOutcomesAreDeclinedWithTheirReasonAndNothingIsSent(Bad bad) throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder().trainer(bad.trainer()));
        List<DeviceMessage.Decline> declines = trial.coordinator.messages(DeviceMessage.Decline.class);
        assertEquals(1, declines.size());
        assertTrue(declines.get(0).why().startsWith(bad.why()), declines.get(0).why());
        assertEquals(List.of(Phase.TRAIN), trial.events.failed());
        assertEquals(List.of(), trial.coordinator.calls("PUT"));
    }

    @Test
    void aTrainerWithoutALossInventsNone() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder().trainer(task -> new TrainingOutcome(Trial.delta(), 1)));
        assertNull(trial.coordinator.messages(DeviceMessage.Report.class).get(0).loss());
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Decline.class));
    }

    @Test
    void trainingPastTheDeadlineGivesTheRoundUp() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder().trainer(task -> {
            trial.time.advance(Duration.ofSeconds(61));
            return new TrainingOutcome(Trial.delta(), 1, 0);
        }));
        assertEquals(List.of(Reason.LATE), trial.events.reasons());
        assertEquals(List.of(), trial.coordinator.calls("PUT"));
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Decline.class));
    }
}
