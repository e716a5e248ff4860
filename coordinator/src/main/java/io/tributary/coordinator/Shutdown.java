package io.tributary.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order; each once, and each even if another fails. One thread at a time. */
final class Shutdown {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Something was opened that this closes. */
    synchronized void add(Runnable step) {
        steps.push(step);
    }

    /** Closes all that is open. */
    synchronized void run() {
        Runnable step = steps.poll();
        if (step != null) {
            try {
                step.run();
            } finally {
                run();
            }
        }
    }
}
