package io.tributary.loadtest.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches the memory of a coordinator whose heap is resident from its start on, so that what grows is memory beside the heap. Made and
 * closed by one thread.
 */
final class ResidentMemory implements AutoCloseable {
    private static final List<String> HEAP_OF_512_MB = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch",
            "-XX:+ExitOnOutOfMemoryError");
    private static final long PAUSE_MILLIS = 500;
    private static final double ROOM = 1.1;
    private static final int MEGA = 1_000_000;
    private final long pid;
    private final List<Long> seen = new ArrayList<>();
    private final Thread thread;

    ResidentMemory(long pid) {
        this.pid = pid;
        this.thread = Thread.ofVirtual().name("resident-memory").start(this::watch);
    }

    /** Options of a JVM with a heap of 512 MB that is resident at once, and that ends when it is full; and more. */
    static String[] options(String... more) {
        return Stream.concat(HEAP_OF_512_MB.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                synchronized (seen) {
                    seen.add(Holdings.resident(Path.of("/proc", Long.toString(pid))));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What was seen.
     *
     * @param begin bytes at the beginning
     * @param first most in the first half of the time
     * @param second most in the second half
     */
    record Seen(long begin, long first, long second) {
        /** The second half took at most a tenth more than the first. */
        boolean isFlat() {
            return second <= first * ROOM;
        }

        @Override
        public String toString() {
            return begin / MEGA + " MB at first, up to " + first / MEGA + " MB in the first half, up to "
                    + second / MEGA + " MB in the second";
        }
    }

    /** What was seen so far. */
    Seen seen() {
        synchronized (seen) {
            int half = seen.size() / 2;
            return new Seen(seen.getFirst(), most(seen.subList(0, half)), most(seen.subList(half, seen.size())));
        }
    }

    private static long most(List<Long> some) {
        return some.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
