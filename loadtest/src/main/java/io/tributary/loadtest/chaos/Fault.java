package io.tributary.loadtest.chaos;

import java.time.Duration;

/** What happens to the bytes of one connection in one direction. A segment is what the proxy read at once, at most 64 KiB. */
public sealed interface Fault {
    /** Everything arrives. */
    Fault NONE = new None();

    /** Everything arrives. */
    record None() implements Fault {}

    /** The connection breaks, in both directions, after so many bytes of this one, which still arrive. */
    record Cut(long after) implements Fault {}

    /** After so many bytes nothing arrives any more, and neither side is told: a black hole. */
    record Drop(long after) implements Fault {}

    /** Every segment, and the end, is late by so much. */
    record Delay(Duration by) implements Fault {}

    /** A segment arrives twice, with this chance of 0..1. */
    record Duplicate(double chance) implements Fault {}

    /** One bit of a segment is flipped, with this chance of 0..1. */
    record Corrupt(double chance) implements Fault {}

    /** So many bytes a second, at least 1, in pieces of at most a tenth of that and of at least one byte. */
    record Throttle(int bytesPerSecond) implements Fault {}

    /** When the connection has ended, all of its bytes are sent once more, on a connection of their own, answers to nobody. */
    record Replay() implements Fault {}
}
