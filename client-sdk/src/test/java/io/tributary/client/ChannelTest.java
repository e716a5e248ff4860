package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.FakeChannels;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import io.vertx.core.http.ServerWebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel helps a device in its round, and no round depends on it. */
@Timeout(120)
final class ChannelTest extends TrialTest {
    private final FakeChannels channels = trial.coordinator.openChannels();
    private final TrainingOutcome outcome = new TrainingOutcome(Trial.delta(), 32, 0.5);

    private List<Integer> reported() {
        return trial.coordinator.rounds.reports().stream().map(UpdateReport::round)
                .toList();
    }

    private void run(LocalTrainer trainer, int rounds) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            trial.coordinator.offer(round, 0, trial.deadline());
        }
        runUntilIdle(builder().trainer(trainer));
    }

    /** Returns once the device has a channel and uses it: its keeper waits for the end of it. */
    private ServerWebSocket inUse() throws InterruptedException {
        ServerWebSocket socket = channels.next();
        while (Thread.getAllStackTraces().entrySet().stream()
                .noneMatch(thread -> thread.getKey().getName().endsWith("-channel") && Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitClosed")))) {
            Thread.onSpinWait();
        }
        return socket;
    }

    private static RoundOver over(int round) {
        return new RoundOver(World.RUN, round, RoundOver.Outcome.CLOSED);
    }

    @Test
    void theReportGoesOverTheChannelOfItsRound() throws Exception {
        run(task -> {
            inUse();
            return outcome;
        }, 1);
        assertEquals(List.of("run=" + World.RUN + "&round=1"), channels.queries());
        assertEquals(List.of(1), reported());
        assertEquals(0, trial.events.failures().size());
        assertInstanceOf(DeviceMessage.Report.class, channels.heard().get(0));
    }

    /** Waits for the second channel: by then the first one, which the device noticed to be broken, is out of use. */
    @Test
    void aChannelThatBreaksIsOpenedAgainAfterAPause() throws Exception {
        run(task -> {
            channels.next().close();
            channels.next();
            return outcome;
        }, 1);
        assertEquals(List.of(1), reported());
        assertEquals(2, channels.queries().size());
        assertTrue(trial.time.pauses().size() >= 1, "it waits before it tries again");
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aRoundThatIsOverStopsTrainingAndIsNoFailure() throws Exception {
        run(task -> {
            if (task.round() == 1) {
                FakeChannels.push(channels.next(), over(1));
                new CountDownLatch(1).await();
            }
            return outcome;
        }, 2);
        assertEquals(List.of(2), reported());
        assertEquals(List.of(), trial.events.failures());
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Decline.class));
        assertEquals(1, trial.events.finished().stream().filter(Phase.TRAIN::equals).count());
        assertEquals(List.of(), trial.time.pauses());
    }

    @Test
    void aTrainerThatHidesTheInterruptHasNotFailedEither() throws Exception {
        run(task -> {
            if (task.round() == 1) {
                FakeChannels.push(channels.next(), over(1));
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException hidden) {
                    throw new TrainingException("broken off", hidden);
                }
            }
            return outcome;
        }, 2);
        assertEquals(List.of(2), reported());
        assertEquals(List.of(), trial.events.failures());
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Decline.class));
    }

    @Test
    void whatATrainerBringsAfterTheEndOfItsRoundIsNotSent() throws Exception {
        run(task -> {
            if (task.round() == 1) {
                FakeChannels.push(channels.next(), over(1));
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ignored) {
                    Thread.currentThread().interrupt();
                }
            }
            return outcome;
        }, 2);
        assertEquals(List.of(2), reported());
        assertEquals(1, trial.coordinator.calls("PUT").size());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aRoundThatTheUpgradeIsTooLateForIsOver() throws Exception {
        trial.coordinator.failAlways("GET /v1/channel", Fault.refuse(Reason.LATE));
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder().trainer(task -> {
            new CountDownLatch(1).await();
            return outcome;
        }));
        assertEquals(List.of(), reported());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void theEndOfAnotherRoundIsNoneOfThisOne() throws Exception {
        run(task -> {
            FakeChannels.push(channels.next(), over(2));
            return outcome;
        }, 1);
        assertEquals(List.of(1), reported());
    }

    @Test
    void aCoordinatorWithoutChannelsIsAskedOnceARound() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        trial.coordinator.failAlways("GET /v1/channel", request -> {
            Fault.refuse(Reason.NOT_FOUND).answer(request);
            refused.countDown();
        });
        run(task -> {
            refused.await();
            return outcome;
        }, 1);
        assertEquals(List.of(1), reported());
        assertEquals(1, trial.coordinator.calls("GET /v1/channel").size());
        assertEquals(List.of(), trial.time.pauses());
    }

    @Test
    void aReportThatABrokenChannelSwallowedIsPosted() throws Exception {
        channels.breakOnQuestions();
        reportsTwice();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json", "{\"v\":1,\"type\":\"answer\",\"number\":77,"
            + "\"message\":{\"v\":1,\"type\":\"wait\",\"retryMillis\":1}}"})
    void aCoordinatorThatMakesNoSenseOnTheChannelIsPostedTo(String text) throws Exception {
        channels.sayInstead(text);
        reportsTwice();
    }

    private void reportsTwice() throws Exception {
        CountDownLatch used = new CountDownLatch(1);
        trial.coordinator.fail("PUT", request -> {
            used.countDown();
            Fault.drop().answer(request);
        });
        run(task -> {
            inUse();
            return outcome;
        }, 1);
        assertEquals(1, trial.coordinator.uploads().size());
        assertInstanceOf(DeviceMessage.Report.class, channels.heard().get(0));
        assertEquals(List.of(1, 1), reported());
        assertEquals(List.of(), trial.events.failures());
        assertEquals(0, used.getCount());
    }
}
