package io.tributary.loadtest.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** Carries the bytes of one direction of a connection, and does to them what its fault says. Used by one event loop. */
final class Pipe {
    private static final int PIECES_A_SECOND = 10;
    private static final double MILLIS = 1e3;
    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final Fault fault;
    private final RandomGenerator random;
    private final Counters counters;
    private final LongAdder bytes;
    private final Replayer replayer;
    private long carried;

    Pipe(Vertx vertx, NetSocket from, NetSocket to, Fault fault, RandomGenerator random, Counters counters,
            LongAdder bytes, Replayer replayer) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.fault = fault;
        this.random = random;
        this.counters = counters;
        this.bytes = bytes;
        this.replayer = replayer;
    }

    void open() {
        from.handler(segment -> {
            bytes.add(segment.length());
            carry(segment);
            carried += segment.length();
        });
        from.endHandler(end -> end());
        from.exceptionHandler(broken -> to.close());
    }

    private void carry(Buffer segment) {
        switch (fault) {
            case Fault.None _ -> write(segment);
            case Fault.Cut cut -> cut(segment, cut.after());
            case Fault.Drop drop -> drop(segment, drop.after());
            case Fault.Delay delay -> {
                counters.delayed.increment();
                vertx.setTimer(delay.by().toMillis(), late -> write(segment));
            }
            case Fault.Duplicate duplicate -> duplicate(segment, duplicate.chance());
            case Fault.Corrupt corrupt -> corrupt(segment, corrupt.chance());
            case Fault.Throttle throttle -> {
                from.pause();
                trickle(segment, 0, throttle.bytesPerSecond());
            }
            case Fault.Replay _ -> {
                replayer.hear(segment);
                write(segment);
            }
        }
    }

    private void write(Buffer segment) {
        to.write(segment);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void cut(Buffer segment, long after) {
        long left = after - carried;
        if (segment.length() < left) {
            write(segment);
        } else if (left >= 0) {
            counters.cuts.increment();
            to.write(segment.slice(0, (int) left)).onComplete(sent -> {
                to.close();
                from.close();
            });
        }
    }

    private void drop(Buffer segment, long after) {
        int left = (int) Math.clamp(after - carried, 0L, segment.length());
        if (left > 0) {
            write(segment.slice(0, left));
        }
        if (left < segment.length()) {
            counters.dropped.add(segment.length() - (long) left);
            counters.holes.add(carried <= after ? 1 : 0);
        }
    }

    private void duplicate(Buffer segment, double chance) {
        write(segment);
        if (random.nextDouble() < chance) {
            counters.duplicated.increment();
            write(segment);
        }
    }

    private void corrupt(Buffer segment, double chance) {
        if (random.nextDouble() >= chance) {
            write(segment);
            return;
        }
        Buffer altered = segment.copy();
        int at = random.nextInt(altered.length());
        altered.setByte(at, (byte) (altered.getByte(at) ^ 1 << random.nextInt(Byte.SIZE)));
        counters.flipped.increment();
        write(altered);
    }

    private void trickle(Buffer segment, int sent, int bytesPerSecond) {
        if (sent == segment.length()) {
            from.resume();
            return;
        }
        int piece = Math.min(segment.length() - sent, Math.max(1, bytesPerSecond / PIECES_A_SECOND));
        to.write(segment.slice(sent, sent + piece)); // reading goes on behind the whole segment, not behind what is written
        counters.throttled.increment();
        long wait = Math.max(1, Math.round(piece * MILLIS / bytesPerSecond));
        vertx.setTimer(wait, late -> trickle(segment, sent + piece, bytesPerSecond));
    }

    private void end() {
        switch (fault) {
            case Fault.Delay delay -> vertx.setTimer(delay.by().toMillis(), late -> to.end());
            case Fault.Drop drop when carried > drop.after() -> { /* nobody is told */ }
            case Fault.Replay _ -> {
                to.end();
                replayer.replay();
            }
            default -> to.end();
        }
    }
}
