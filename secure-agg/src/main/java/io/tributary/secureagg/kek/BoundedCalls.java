package io.tributary.secureagg.kek;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of a service that may never answer: each has a thread and a time, and only so many are under way. Thread-safe. */
final class BoundedCalls implements AutoCloseable {
    static final int MOST = 16;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), BoundedCalls::thread);
    private final Duration patience;

    BoundedCalls(Duration patience) {
        this.patience = patience;
    }

    private static Thread thread(Runnable call) {
        Thread thread = new Thread(call, "kms");
        thread.setDaemon(true);
        return thread;
    }

    /** What the call answers. @throws IOException if it answers too late, or too many calls wait already */
    byte[] call(String uri, Callable<byte[]> call) throws GeneralSecurityException, IOException {
        Future<byte[]> answer = start(uri, call);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failure(uri, failed);
        } catch (TimeoutException late) {
            throw new IOException(uri + " did not answer within " + patience.toMillis() + " ms", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for " + uri + " was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private Future<byte[]> start(String uri, Callable<byte[]> call) throws IOException {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException full) {
            throw new IOException(uri + " has not answered " + MOST + " calls yet, or is closed", full);
        }
    }

    /** Whatever a client throws is a failure of the service. */
    private static IOException failure(String uri, ExecutionException failed) throws GeneralSecurityException {
        if (failed.getCause() instanceof GeneralSecurityException refused) {
            throw refused;
        }
        return new IOException(uri + " failed", failed.getCause());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
