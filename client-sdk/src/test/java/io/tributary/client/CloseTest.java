package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.message.DeviceMessage;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CloseTest extends TrialTest {
    private final CountDownLatch training = new CountDownLatch(1);
    private final Set<Thread> before = threads();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).collect(Collectors.toSet());
    }

    private void awaitNoThreadMore() throws InterruptedException {
        for (Thread thread : threads()) {
            if (!before.contains(thread) && !thread.getName().startsWith("ForkJoin")
                    && (thread.getName().startsWith("tributary") || thread.getName().startsWith("vert.x"))) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertFalse(thread.isAlive(), thread + " outlived the client");
            }
        }
    }

    private TrainingOutcome trainForEver() throws InterruptedException {
        training.countDown();
        new CountDownLatch(1).await();
        throw new AssertionError("unreachable");
    }

    @Test
    void interruptsTrainingAndLeavesNoThread() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        FederatedClient client = builder().trainer(task -> trainForEver()).build();
        client.start();
        assertTrue(training.await(30, TimeUnit.SECONDS));
        client.close();
        awaitNoThreadMore();
        assertEquals(List.of(), trial.events.failures());
        assertEquals(List.of(), trial.coordinator.messages(
                DeviceMessage.Decline.class));
    }

    @Test
    void worksOnTheThreadThatTheApplicationMade() throws Exception {
        List<Thread> made = new CopyOnWriteArrayList<>();
        trial.coordinator.idleAtEnd();
        FederatedClient client = builder().threads(work -> {
            made.add(new Thread(work));
            return made.get(0);
        }).build();
        client.start();
        trial.time.awaitIdle();
        assertEquals(1, made.size());
        assertTrue(made.get(0).isAlive() && made.get(0).isDaemon(),
                "it works on that thread, which keeps no application alive");
        client.close();
        assertFalse(made.get(0).isAlive());
    }

    @Test
    void interruptsWaitingAndLeavesNoThread() throws Exception {
        trial.coordinator.idleAtEnd();
        FederatedClient client = builder().build();
        client.start();
        trial.time.awaitIdle();
        client.close();
        awaitNoThreadMore();
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void breaksOffACallThatIsNeverAnswered() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        trial.coordinator.fail("POST /v1/sessions", request -> called.countDown());
        FederatedClient client = builder().build();
        client.start();
        assertTrue(called.await(30, TimeUnit.SECONDS));
        client.close();
        awaitNoThreadMore();
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aClientThatNeverStartedLeavesNoThread() throws Exception {
        builder().build().close();
        awaitNoThreadMore();
    }

    @Test
    void returnsFromRun() throws Exception {
        trial.coordinator.idleAtEnd();
        FederatedClient client = builder().build();
        Thread runner = new Thread(() -> assertDoesNotThrow(client::run));
        runner.start();
        trial.time.awaitIdle();
        client.close();
        runner.join();
        awaitNoThreadMore();
    }

    @Test
    void interruptingRunClosesTheClient() throws Exception {
        trial.coordinator.idleAtEnd();
        FederatedClient client = builder().build();
        Exchanger<Boolean> thrown = new Exchanger<>();
        Thread runner = new Thread(() -> {
            assertThrows(InterruptedException.class, client::run);
            assertDoesNotThrow(() -> thrown.exchange(true));
        });
        runner.start();
        trial.time.awaitIdle();
        runner.interrupt();
        assertTrue(thrown.exchange(false));
        runner.join();
        awaitNoThreadMore();
    }

    @Test
    void mayBeAskedTwiceAndFromTheListener() throws Exception {
        trial.coordinator.idleAtEnd();
        AtomicReference<FederatedClient> self = new AtomicReference<>();
        CountDownLatch heard = new CountDownLatch(1);
        self.set(builder().listener(event -> {
            if (event instanceof ClientEvent.Waiting) {
                self.get().close();
                heard.countDown();
            }
        }).build());
        self.get().start();
        assertTrue(heard.await(30, TimeUnit.SECONDS));
        self.get().close();
        awaitNoThreadMore();
    }

    @Test
    void keepsASharedVertxOpen() throws Exception {
        Vertx shared = Vertx.vertx();
        builder().vertx(shared).build().close();
        CountDownLatch alive = new CountDownLatch(1);
        shared.runOnContext(nothing -> alive.countDown());
        assertTrue(alive.await(30, TimeUnit.SECONDS));
        shared.close().await();
    }

    @Test
    void freesTheDirectoryForTheNextClient() throws Exception {
        FederatedClient first = builder().build();
        String message = assertThrows(IOException.class, () -> builder().build()).getMessage();
        assertTrue(message.contains("belongs to another client"), message);
        first.close();
        builder().build().close();
    }

    @Test
    void aClientStartsOnce() throws Exception {
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = builder().build()) {
            client.start();
            assertThrows(IllegalStateException.class, client::start);
        }
        FederatedClient closed = builder().build();
        closed.close();
        assertThrows(IllegalStateException.class, closed::run);
    }

    @Test
    void anErrorOfTheClientEndsRunAndIsItsCause() throws Exception {
        try (FederatedClient client = builder().unguarded(event -> {
            if (event instanceof ClientEvent.Waiting) {
                throw new OutOfMemoryError("simulated");
            }
        }).build()) {
            Throwable cause = assertThrows(IllegalStateException.class, client::run).getCause();
            assertEquals("simulated", cause.getMessage());
        }
        assertEquals(List.of(ClientEnd.FAILED),
                trial.events.of(ClientEvent.Ended.class).stream().map(ClientEvent.Ended::why).toList());
    }

    @Test
    void theModelsOfAClosedClientAreClosedToo() throws Exception {
        FederatedClient client = builder().build();
        client.run();
        EdgeModel model = client.model().orElseThrow();
        client.close();
        assertThrows(IllegalStateException.class, model::parameters);
        assertEquals(0, model.version());
    }
}
