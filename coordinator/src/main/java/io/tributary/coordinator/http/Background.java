package io.tributary.coordinator.http;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.slf4j.LoggerFactory;

/**
 * Answers requests on virtual threads. A bounded number is in work at once, from the first blocking step until the last byte
 * is handed to the network, so that slow readers cannot pile up answers; beyond it requests are refused.
 */
final class Background implements AutoCloseable {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(Background.class));
    private static final int MOST_AT_ONCE = 512;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("tributary-http-", 0).factory());
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** Does blocking work and sends what it returns, or its failure as a problem. Call on the request's event loop. */
    void answer(RoutingContext request, Callable<Reply> work) {
        if (!places.tryAcquire()) {
            request.fail(full());
            return;
        }
        run(request, work).compose(reply -> send(request, reply)).onComplete(sent -> {
            places.release();
            if (sent.failed() && !request.response().ended()) {
                request.fail(sent.cause());
            }
        });
    }

    /** Runs blocking work of a connection that is upgraded; fails if as many are in work as there may be. */
    <T> Future<T> attempt(Vertx vertx, Callable<T> work) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(full());
        }
        return run(vertx, work).onComplete(_ -> places.release());
    }

    private static RejectedException full() {
        return new RejectedException(Reason.UNAVAILABLE,
                "more than " + MOST_AT_ONCE + " requests are in work; try again later");
    }

    /** Runs blocking work; the future completes on the request's event loop. */
    <T> Future<T> run(RoutingContext request, Callable<T> work) {
        return run(request.vertx(), work);
    }

    private <T> Future<T> run(Vertx vertx, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        Context context = vertx.getOrCreateContext();
        threads.execute(new FutureTask<>(work) {
            @Override
            protected void done() {
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
    void start(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (StoreException broken) {
                FAULTS.error("work in the background failed, and is tried again", broken);
            }
        });
    }

    /** Sends a reply; the future ends when its bytes are with the network. */
    static Future<Void> send(RoutingContext request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        return response.end(Buffer.buffer(reply.body()));
    }

    /** Waits for the work under way: what it waits for from the network has ended with its connection. */
    @Override
    public void close() {
        threads.close();
    }
}
