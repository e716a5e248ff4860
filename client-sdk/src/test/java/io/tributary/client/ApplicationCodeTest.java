package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever code of the application does, it ends a round at most, and not the client. */
@Timeout(120)
final class ApplicationCodeTest extends TrialTest {
    private List<DeviceMessage.Decline> declines() {
        return trial.coordinator.messages(DeviceMessage.Decline.class);
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    private static <T extends Throwable> TrainingOutcome fail(Throwable thrown) throws T {
        @SuppressWarnings("unchecked") T any = (T) thrown;
        throw any;
    }

    @SuppressWarnings("NullAway")
    static Stream<Map.Entry<String, LocalTrainer>> trainers() {
        return Stream.of(Map.entry("returned null", task -> null),
                Map.entry("returned null", task -> new TrainingOutcome(null, 1, 0)),
                Map.entry("StackOverflowError",
                        task -> ApplicationCodeTest.<RuntimeException>fail(new StackOverflowError())),
                Map.entry("NoClassDefFoundError: torch",
                        task -> ApplicationCodeTest.<RuntimeException>fail(new NoClassDefFoundError("torch"))),
                Map.entry("InterruptedException",
                        task -> ApplicationCodeTest.<RuntimeException>fail(new InterruptedException("by itself"))),
                Map.entry("IllegalStateException", task -> ApplicationCodeTest.<RuntimeException>fail(
                        new IllegalStateException("a bug"))));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void aTrainerEndsItsRoundAtMost(Map.Entry<String, LocalTrainer> trainer) throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        try (FederatedClient client = builder()
                .trainer(task -> (task.round() == 1 ? trainer.getValue() : trial.trainer()).train(task)).build()) {
            client.run();
        }
        assertEquals(1, reports());
        assertEquals(List.of(Reason.TRAINING_FAILED), declines().stream().map(DeviceMessage.Decline::reason).toList());
        assertTrue(declines().get(0).why().contains(trainer.getKey()), declines()::toString);
    }

    @Test
    void aTrainerThatNeverReturnsIsLeftBehindAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        trial.coordinator.offer(1, 0, trial.time.instant().plusMillis(300).toEpochMilli());
        trial.coordinator.offer(2, 0, trial.deadline());
        try (FederatedClient client = builder().trainer(task -> {
            while (task.round() == 1 && never.getCount() > 0) {
                try {
                    never.await();
                } catch (InterruptedException ignored) {
                    // as code does that nobody thought of
                }
            }
            return trial.trainer().train(task);
        }).build()) {
            client.run();
        } finally {
            never.countDown();
        }
        assertEquals(2, declines().size());
        assertTrue(declines().get(0).why().contains("did not return within"), declines()::toString);
        assertTrue(declines().get(1).why().contains("has not returned from an earlier call"), declines()::toString);
    }

    @Test
    void aListenerThatThrowsHearsTheRestAndEndsNothing() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().listener(event -> {
            trial.events.on(event);
            throw new AssertionError("a bug of the listener");
        }).build()) {
            client.run();
        }
        assertEquals(1, reports());
        assertEquals(List.of(ClientEnd.RUNS_OVER),
                trial.events.of(ClientEvent.Ended.class).stream().map(ClientEvent.Ended::why).toList());
    }

    @Test
    void aListenerThatNeverReturnsIsNotWaitedForAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().listener(event -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }).build()) {
            client.run();
        } finally {
            never.countDown();
        }
        assertEquals(1, reports());
    }

    @Test
    @SuppressWarnings("NullAway")
    void aProviderThatTellsNothingMakesTheDeviceIneligible() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        try (FederatedClient client = builder().conditions(() -> {
            asked.countDown();
            return null;
        }).build()) {
            client.start();
            assertTrue(asked.await(60, TimeUnit.SECONDS), "the client is dead");
        }
        List<String> lacks = trial.events.of(ClientEvent.Ineligible.class).get(0).lacks();
        assertTrue(lacks.get(0).contains("returned null"), lacks::toString);
    }

    @Test
    void itsStateIsToldAtAnyTime() throws Exception {
        trial.coordinator.idleAtEnd();
        FederatedClient client = builder().build();
        assertEquals(ClientState.Activity.NEW, client.state().activity());
        client.start();
        trial.time.awaitIdle();
        assertEquals(ClientState.Activity.WAITING, client.state().activity());
        client.close();
        assertEquals(ClientState.Activity.ENDED, client.state().activity());
        assertEquals(List.of(ClientEnd.CLOSED),
                trial.events.of(ClientEvent.Ended.class).stream().map(ClientEvent.Ended::why).toList());
    }
}
