package io.tributary.coordinator.access.session;

import io.tributary.protocol.message.SessionLink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** What is known of the sessions of one device, as {@link SessionChains} says. Used by one thread at a time. */
final class SessionChain {
    private String newest;
    private final Deque<String> displaced = new ArrayDeque<>();
    private final Deque<Instant> returns = new ArrayDeque<>();

    /** Begins with what the first opening drew. */
    SessionChain(String newest) {
        this.newest = newest;
    }

    void add(SessionLink link, Instant now) {
        if (link.next().equals(newest)) {
            return;
        }
        if (displaced.removeIf(old -> old.equals(link.previous()) || old.equals(link.next()))) {
            returns.addLast(now);
        }
        if (!newest.equals(link.previous())) {
            displace();
        }
        newest = link.next();
    }

    private void displace() {
        if (displaced.size() == SessionChains.MOST_DISPLACED) {
            displaced.removeFirst();
        }
        displaced.addLast(newest);
    }

    boolean isForked(Instant now) {
        while (!returns.isEmpty() && returns.getFirst().isBefore(now.minus(SessionChains.WITHIN))) {
            returns.removeFirst();
        }
        return returns.size() >= SessionChains.RETURNS;
    }

    /** How many links are kept. */
    int size() {
        return 1 + displaced.size();
    }

    /** As three lists in ASCII: the newest link, displaced ones, and epoch milliseconds of returns. */
    byte[] encode() {
        return (newest + ";" + String.join(",", displaced) + ";" + returns.stream()
                .map(at -> String.valueOf(at.toEpochMilli())).collect(Collectors.joining(",")))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What {@link #encode} wrote. */
    static SessionChain decode(byte[] bytes) {
        String[] lists = new String(bytes, StandardCharsets.US_ASCII).split(";", -1);
        SessionChain chain = new SessionChain(lists[0]);
        for (String link : lists[1].isEmpty() ? new String[0] : lists[1].split(",", -1)) {
            chain.displaced.addLast(link);
        }
        for (String at : lists[2].isEmpty() ? new String[0] : lists[2].split(",", -1)) {
            chain.returns.addLast(Instant.ofEpochMilli(Long.parseLong(at)));
        }
        return chain;
    }
}
