package io.tributary.client.internal.application;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls code of the application on threads of its own: whatever it throws becomes an exception that is expected, and the caller waits no
 * longer than it wants to. Code that never returns keeps its thread, and is not called again until it does; so there are at most as many
 * threads as parts. A thread that is not needed ends after a while. Thread-safe.
 */
public final class ApplicationCode implements AutoCloseable {
    private static final int IDLE_SECONDS = 1;
    private static final long GRACE_MILLIS = 2_000;
    private final Map<Part, FutureTask<?>> running = new EnumMap<>(Part.class);
    private final ThreadPoolExecutor threads;
    private final String client;

    /** A thread of one client's application. */
    private static final class ApplicationThread extends Thread {
        private final String client;

        ApplicationThread(Runnable work, String client) {
            super(work, "tributary-" + client + "-application");
            this.client = client;
            setDaemon(true);
        }
    }

    /** @param client names the threads */
    public ApplicationCode(String client) {
        this.client = client;
        this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
                new SynchronousQueue<>(), work -> new ApplicationThread(work, client));
    }

    /** Whether the calling thread is one of these. */
    public boolean isCalling() {
        return Thread.currentThread() instanceof ApplicationThread thread && thread.client.equals(client);
    }

    /**
     * Calls a part, and waits for it.
     *
     * @return what the part returned, which may be null
     * @throws ExecutionException with what it threw
     * @throws ApplicationException if it does not return in time, or has not returned from the call before
     * @throws InterruptedException if the calling thread is interrupted; so is the part, which has a moment to end
     */
    public <T> @Nullable T call(Part part, Duration limit, Callable<@Nullable T> code)
            throws ExecutionException, ApplicationException, InterruptedException {
        FutureTask<@Nullable T> task = begin(part, code);
        try {
            return task.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            leave(part, task);
            throw new ApplicationException(part + " did not return within " + limit, late, true);
        } catch (InterruptedException hurry) {
            leave(part, task);
            throw hurry;
        }
    }

    private synchronized <T> FutureTask<@Nullable T> begin(Part part, Callable<@Nullable T> code)
            throws ApplicationException {
        FutureTask<?> before = running.get(part);
        if (before != null && !before.isDone()) {
            throw new ApplicationException(part + " has not returned from an earlier call",
                    new IllegalStateException("busy"), true);
        }
        Running<T> task = new Running<>(part, code);
        running.put(part, task);
        threads.execute(task);
        return task;
    }

    /** What is not waited for any more; done when its thread left the code, not when it was given up. */
    private final class Running<T> extends FutureTask<@Nullable T> {
        private final Part part;
        private volatile @Nullable Thread thread;

        Running(Part part, Callable<@Nullable T> code) {
            super(code);
            this.part = part;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                super.run();
            } finally {
                thread = null;
                Thread.interrupted();
                forget(part, this);
            }
        }

        void interrupt() {
            Thread busy = thread;
            if (busy != null) {
                busy.interrupt();
            }
        }
    }

    /** What a part returned may be as large as a model: it is the caller's alone. */
    private synchronized void forget(Part part, Running<?> task) {
        running.remove(part, task);
    }

    /** Interrupts a part, and gives it a moment to end: what it uses may be closed next. */
    private static void leave(Part part, FutureTask<?> task) {
        if (part.isInterrupted() && task instanceof Running<?> running) {
            running.interrupt();
        }
        boolean interrupted = Thread.interrupted();
        try {
            task.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException whatever) {
            // nobody waits for its outcome any more
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on a thread ends with its work; one that never returns stays. What is called later is called all the same. */
    @Override
    public void close() {
        threads.setKeepAliveTime(0, TimeUnit.SECONDS);
    }
}
