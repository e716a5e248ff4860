package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.access.RateLimiter;
import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a member of the previous build let through, as it tells it. */
public class PreviousLimitsTest {
    private static final int PER_SECOND = 10;

    /** Delivers at once. */
    private static final class Bus implements LiveEvents {
        private final List<Consumer<byte[]>> listeners = new ArrayList<>();
        private final List<byte[]> sent = new ArrayList<>();

        @Override
        public void publish(String topic, byte[] event) {
            sent.add(event);
            listeners.forEach(listener -> listener.accept(event));
        }

        @Override
        public Subscription subscribe(String topic, Consumer<byte[]> listener) {
            listeners.add(listener);
            return new Subscription() {
                @Override
                public CompletionStage<Void> ready() {
                    return CompletableFuture.completedStage(null);
                }

                @Override
                public void close() {
                    listeners.remove(listener);
                }
            };
        }
    }

    private static int taken(RateLimiter limiter, String name, int most) {
        int taken = 0;
        while (taken < most && limiter.take(name).isZero()) {
            taken++;
        }
        return taken;
    }

    /** What this build tells when 15 requests of a device were let through. */
    public static Map<String, String> written() {
        Bus bus = new Bus();
        RateLimiter devices = new RateLimiter(PER_SECOND, new HandClock());
        try (LimitExchange exchange = new LimitExchange(bus, Map.of("device", devices))) {
            exchange.tell();
            taken(devices, "ann", 15);
            exchange.tell();
        }
        return Map.of("request-limits", HexFormat.of().formatHex(bus.sent.getLast()));
    }

    private static List<String> lines(byte[] message) {
        return new String(message, StandardCharsets.US_ASCII).lines().skip(1).toList(); // without who says it
    }

    @Test
    void isTakenOffHereAndToldInTheSameLines() {
        byte[] old = PreviousBuild.bytes("messages.txt", "request-limits");
        Bus bus = new Bus();
        RateLimiter devices = new RateLimiter(PER_SECOND, new HandClock());
        try (LimitExchange _ = new LimitExchange(bus, Map.of("device", devices))) {
            bus.publish("request-limits", old);
        }
        assertEquals(5, taken(devices, "ann", 99));
        assertEquals(lines(old), lines(HexFormat.of().parseHex(written().get("request-limits"))));
    }
}
