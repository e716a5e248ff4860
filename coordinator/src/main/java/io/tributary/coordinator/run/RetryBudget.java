package io.tributary.coordinator.run;

import java.util.HashMap;
import java.util.Map;

/**
 * How often effects may be tried again when storage fails, and how long to wait before each try. A full disk or an unreachable
 * database fails every effect and is waited for, with growing pauses. An effect that fails alone, 30 times in a row, is given up. One
 * thread.
 */
final class RetryBudget {
    static final int TRIES_PER_EFFECT = 30;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Map<String, Integer> failures = new HashMap<>();
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** Counts a failure of an effect. @return whether the effect may be tried again */
    boolean mayRetry(String effect) {
        return failures.merge(effect, 1, Integer::sum) < TRIES_PER_EFFECT;
    }

    /** An effect is over: its failures are forgotten and pauses are short again. */
    void over(String effect) {
        failures.remove(effect);
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /** How long to wait before the next try, in milliseconds; twice as long each time until an effect is over. */
    long nextPauseMillis() {
        long now = pauseMillis;
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        return now;
    }
}
