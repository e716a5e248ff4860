package io.tributary.client.internal.transport;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Turns what the event loop answers into what a blocking caller gets. */
final class Waiting {
    private static final String HINT =
            "; if that goes on, the coordinator may speak TLS: its address then begins with https://";

    private Waiting() {}

    static <T> T on(Future<T> future, Endpoint endpoint)
            throws RejectedException, TransportException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof RejectedException refused) {
                throw refused;
            }
            if (cause instanceof TransportException fault && fault.status().isPresent()) {
                throw new TransportException(endpoint + ": " + fault.getMessage(), fault.status().getAsInt(),
                        fault.retryAfter().orElse(null));
            }
            String why = endpoint.trusted().explain(cause).orElseGet(cause::toString);
            boolean unanswered = !endpoint.tls() && cause instanceof HttpClosedException;
            throw new TransportException(endpoint + ": " + why + (unanswered ? HINT : ""), failed);
        }
    }
}
