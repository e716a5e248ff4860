package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BusWatchTest {
    /** What becomes of a message to a member. */
    private static final Map<String, Future<Void>> SENT = Map.of(
            "cut-off", Future.failedFuture(new IOException("no route")),
            "joining", Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS)),
            "reached", Future.succeededFuture());

    private static <T> T answering(Class<T> type, String method, Function<Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, called, given) -> {
            if (!called.getName().equals(method)) {
                throw new UnsupportedOperationException(called.toString());
            }
            return answer.apply(given[0]);
        }));
    }

    @Test
    void whoIsNotReachedIsToldAndWhoDoesNotListenYetIsNot() {
        EventBus bus = answering(EventBus.class, "sender", address -> {
            String member = address.toString().substring("tributary.member.".length());
            return answering(MessageProducer.class, "write", _ -> SENT.get(member));
        });
        List<String> lost = new ArrayList<>();

        new BusWatch(bus, new Four(), (member, why) -> lost.add(member + ": " + why.getMessage())).look();

        assertEquals(List.of("cut-off: no route"), lost);
    }

    private static final class Four implements Membership {
        @Override
        public String self() {
            return "self";
        }

        @Override
        public SortedSet<String> members() {
            SortedSet<String> all = new TreeSet<>(SENT.keySet());
            all.add("self");
            return all;
        }

        @Override
        public Subscription listen(Listener listener) {
            throw new UnsupportedOperationException("nobody listens");
        }
    }
}
