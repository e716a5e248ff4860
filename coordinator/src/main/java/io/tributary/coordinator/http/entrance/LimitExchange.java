package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.access.RateLimiter;
import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Has members count together: each tells the others what it let through since it told them the last time, and they take as much off what
 * they let through. Messages are lines of ASCII, the sender first and then {@code LIMIT COUNT NAME}; what is no such line is left out. A lost
 * message lets through what it told. Thread-safe, never blocks.
 */
public final class LimitExchange implements AutoCloseable {
    /** Milliseconds between messages. */
    public static final int EVERY_MILLIS = 200;
    private static final String TOPIC = "request-limits";
    private static final int MOST_LINE = 300;

    private final LiveEvents events;
    private final Map<String, RateLimiter> limiters;
    private final String self = UUID.randomUUID().toString();
    private final Subscription subscription;

    /** Counts these limiters, by names that are the same at each member, together with those of others. */
    public LimitExchange(LiveEvents events, Map<String, RateLimiter> limiters) {
        this.events = events;
        this.limiters = Map.copyOf(limiters);
        this.subscription = events.subscribe(TOPIC, this::heard);
    }

    /** Tells what was let through. */
    public void tell() {
        StringBuilder message = new StringBuilder(self);
        limiters.forEach((limit, limiter) -> limiter.drain().forEach((name, count) -> {
            message.append('\n').append(limit).append(' ').append(count).append(' ').append(name);
            if (message.length() > LiveEvents.MAX_BYTES - MOST_LINE) {
                send(message);
            }
        }));
        if (message.length() > self.length()) {
            send(message);
        }
    }

    private void send(StringBuilder message) {
        events.publish(TOPIC, message.toString().getBytes(StandardCharsets.US_ASCII));
        message.setLength(self.length());
    }

    private void heard(byte[] message) {
        String[] lines = new String(message, StandardCharsets.US_ASCII).split("\n", -1);
        if (lines[0].equals(self)) {
            return;
        }
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && limiters.containsKey(parts[0]) && parts[1].matches("[1-9][0-9]{0,8}")) {
                limiters.get(parts[0]).takenElsewhere(parts[2], Integer.parseInt(parts[1]));
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
