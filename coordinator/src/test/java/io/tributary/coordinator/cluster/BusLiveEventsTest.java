package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registering with a bus that does not take it at once; how events travel is in LiveEventsContract. */
class BusLiveEventsTest {
    private final Deque<Future<Void>> answers = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final LiveEvents events = new BusLiveEvents(bus(), later::add);

    private EventBus bus() {
        return (EventBus) Proxy.newProxyInstance(EventBus.class.getClassLoader(), new Class<?>[] {EventBus.class},
                (_, called, given) -> {
                    calls.add(called.getName() + " " + given[0]);
                    return consumer();
                });
    }

    private Object consumer() {
        return Proxy.newProxyInstance(MessageConsumer.class.getClassLoader(), new Class<?>[] {MessageConsumer.class},
                (proxy, called, _) -> switch (called.getName()) {
                    case "handler" -> proxy;
                    case "completion" -> answers.removeFirst();
                    case "unregister" -> {
                        calls.add("unregister");
                        yield Future.succeededFuture();
                    }
                    default -> throw new UnsupportedOperationException(called.toString());
                });
    }

    @Test
    void aListenerThatOthersWereNotToldOfIsRegisteredAgain() {
        answers.add(Future.failedFuture(new IOException("a member is joining")));
        answers.add(Future.succeededFuture());
        Subscription subscription = events.subscribe("runs", _ -> {});
        assertFalse(subscription.ready().toCompletableFuture().isDone());

        later.removeFirst().run();

        assertTrue(subscription.ready().toCompletableFuture().isDone());
        assertEquals(List.of("consumer tributary.live.runs", "unregister", "consumer tributary.live.runs"), calls);
    }

    @Test
    void oneThatWasClosedMeanwhileIsNot() {
        answers.add(Future.failedFuture(new IOException("a member is joining")));
        Subscription subscription = events.subscribe("runs", _ -> {});
        subscription.close();

        later.removeFirst().run();

        assertEquals(1, calls.stream().filter(call -> call.startsWith("consumer")).count());
    }
}
