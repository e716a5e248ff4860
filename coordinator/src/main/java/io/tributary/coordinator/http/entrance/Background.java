package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.slf4j.LoggerFactory;

/**
 * Does the blocking work of requests on virtual threads. Each kind of work has places of its own, so that none waits for another.
 * A place is held while the work is done and no longer: not while a request waits for something to happen, and not while an answer
 * goes to the network. Beyond its places a request is refused.
 */
public final class Background implements AutoCloseable {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(Background.class));

    /** Kinds of work, and how much of each there may be at once. */
    public enum Pool {
        /** Enrolments, sessions and messages of devices. */
        DEVICES(512),
        /** Looking for work of devices whose check-ins are held; as many as may be held, so that all can be woken at once. */
        POLLS(5_000),
        /** What an upload asks before its bytes come. */
        UPLOAD_CHECKS(1_024),
        /** Uploads whose bytes are coming. */
        UPLOADS(1_024),
        /** Plans, manifests and pieces of chunks that are read from storage. */
        DOWNLOADS(1_024),
        /** Calls of operators. */
        OPERATORS(64),
        /** Looking at credentials that storage or an issuer must be asked about. */
        CREDENTIALS(256),
        /** Denials that are written to the audit log. */
        DENIALS(32),
        /** Readiness and metrics. */
        HEALTH(8);

        private final int places;

        Pool(int places) {
            this.places = places;
        }

        /** How much of it there may be at once. */
        public int places() {
            return places;
        }
    }

    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("tributary-http-", 0).factory());
    private final Map<Pool, Semaphore> free = new EnumMap<>(Pool.class);
    private final Answers answers;

    public Background(Answers answers) {
        this.answers = answers;
        for (Pool pool : Pool.values()) {
            free.put(pool, new Semaphore(pool.places));
        }
    }

    /** Does blocking work and sends what it returns, or its failure as a problem. Call on the request's event loop. */
    public void answer(RoutingContext request, Pool pool, Callable<Reply> work) {
        attempt(request.vertx(), pool, work).compose(reply -> send(request, reply)).onFailure(failure -> {
            if (!request.response().ended()) {
                request.fail(failure);
            }
        });
    }

    /**
     * Does blocking work. The future completes on the event loop, when its place is free again; it fails with UNAVAILABLE if all places
     * are taken.
     */
    public <T> Future<T> attempt(Vertx vertx, Pool pool, Callable<T> work) {
        Semaphore places = free.get(pool);
        if (places == null || !places.tryAcquire()) {
            return Future.failedFuture(new RejectedException(Reason.UNAVAILABLE, "more than " + pool.places
                    + " requests of this kind are in work; try again later"));
        }
        return run(vertx, work, places);
    }

    private <T> Future<T> run(Vertx vertx, Callable<T> work, Semaphore places) {
        Promise<T> promise = Promise.promise();
        Context context = vertx.getOrCreateContext();
        threads.execute(new FutureTask<>(work) {
            @Override
            protected void done() {
                places.release();
                context.runOnContext(_ -> {
                    switch (state()) {
                        case SUCCESS -> promise.complete(resultNow());
                        case FAILED -> promise.fail(exceptionNow());
                        default -> promise.fail("cancelled");
                    }
                });
            }
        });
        return promise.future();
    }

    /** Does blocking work without an answer to a request; if it fails, the log says so. */
    public void start(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (StoreException broken) {
                FAULTS.error("work in the background failed, and is tried again", broken);
            }
        });
    }

    /** Sends a reply; the future ends when its bytes are with the network. */
    public Future<Void> send(RoutingContext request, Reply reply) {
        return answers.send(request, reply);
    }

    /** Waits for the work under way: what it waits for from the network has ended with its connection. */
    @Override
    public void close() {
        threads.close();
    }
}
