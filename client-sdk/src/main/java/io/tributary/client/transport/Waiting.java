package io.tributary.client.transport;

import io.tributary.protocol.RejectedException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;

/** Turns what the event loop answers into what a blocking caller gets. */
final class Waiting {
    private Waiting() {}

    static <T> T on(Future<T> future, Endpoint endpoint)
            throws RejectedException, TransportException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof RejectedException refused) {
                throw refused;
            }
            throw new TransportException(endpoint + ": " + cause, failed);
        }
    }
}
