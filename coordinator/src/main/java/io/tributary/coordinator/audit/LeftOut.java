package io.tributary.coordinator.audit;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts entries that were not written one by one, until an entry tells of them. Thread-safe, never blocks. */
final class LeftOut {
    private final Map<String, Long> byKind = new TreeMap<>();
    private long untold;

    /** One of a kind was left out; there are few kinds. */
    synchronized void add(String kind) {
        byKind.merge(kind, 1L, Long::sum);
        untold++;
    }

    /** How many are in no entry yet; from now on the caller's entry tells of them. */
    synchronized long tell() {
        long told = untold;
        untold = 0;
        return told;
    }

    /** The entry that was to tell of so many was not written. */
    synchronized void untell(long count) {
        untold += count;
    }

    /** What was left out since this was asked last, in words; empty if nothing was. */
    synchronized String summary() {
        String words = byKind.entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, "%,d more of %s", kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
        byKind.clear();
        return words;
    }
}
