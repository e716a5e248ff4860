package io.tributary.coordinator.run;

import java.util.HashMap;
import java.util.Map;

/**
 * How often storage failed under a run. A full disk or a database that is away is waited for, because effects may be begun again;
 * an effect under which storage fails again and again while the rest of it works is given up at last. One thread.
 */
final class RetryBudget {
    static final int MOST_OF_AN_EFFECT = 30;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Map<String, Integer> byEffect = new HashMap<>();
    private long pause = FIRST_PAUSE_MILLIS;

    /** Storage failed under an effect. @return whether it is worth to begin it again */
    boolean bearable(String effect) {
        return byEffect.merge(effect, 1, Integer::sum) < MOST_OF_AN_EFFECT;
    }

    /** An effect is over. */
    void over(String effect) {
        byEffect.remove(effect);
        pause = FIRST_PAUSE_MILLIS;
    }

    /** How long to wait before going on, in milliseconds; twice as long each time until an effect succeeds. */
    long nextPause() {
        long now = pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        return now;
    }
}
