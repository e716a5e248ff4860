package io.tributary.learning.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many threads libtorch uses inside an operation. The number belongs to the process and the bits of float sums depend on it (I10), so
 * work that wants the same number runs together and work that wants another waits its turn, first come first served. Not reentrant.
 */
final class EngineThreads {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();
    private static final Queue<Object> WAITING = new ArrayDeque<>();
    private static int current;
    private static int holders;

    private EngineThreads() {}

    /** Waits until this many threads may be used, and fixes that number until {@link #release}. The engine must be loaded. */
    static void hold(int threads) throws InterruptedException {
        if (threads < 1) {
            throw new IllegalArgumentException("a model runs on at least 1 thread, not " + threads);
        }
        LOCK.lockInterruptibly();
        try {
            awaitTurn(threads);
            current = threads;
            holders++;
        } finally {
            LOCK.unlock();
        }
        // Under OpenMP the number also belongs to the calling thread: each must set it for itself.
        JniUtils.setNumThreads(threads);
    }

    /** As {@link #hold}, for callers that may not be interrupted; an interrupt stays pending. */
    static void holdUninterruptibly(int threads) {
        boolean interrupted = Thread.interrupted();
        boolean held = false;
        while (!held) {
            try {
                hold(threads);
                held = true;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends one hold. */
    static void release() {
        LOCK.lock();
        try {
            holders--;
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    /** Waits until at least this many wait for their turn; for tests. */
    static void awaitWaiters(int number) throws InterruptedException {
        LOCK.lockInterruptibly();
        try {
            while (WAITING.size() < number) {
                CHANGED.await();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static void awaitTurn(int threads) throws InterruptedException {
        Object ticket = new Object();
        WAITING.add(ticket);
        CHANGED.signalAll();
        try {
            while (!ticket.equals(WAITING.peek()) || (holders > 0 && current != threads)) {
                CHANGED.await();
            }
        } finally {
            WAITING.remove(ticket);
            CHANGED.signalAll();
        }
    }
}
