package io.tributary.client.transport;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.x509.ClientTls;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Turns what the event loop answers into what a blocking caller gets. */
final class Waiting {
    private Waiting() {}

    static <T> T on(Future<T> future, Endpoint endpoint, ClientTls tls)
            throws RejectedException, TransportException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            if (cause instanceof RejectedException refused) {
                throw refused;
            }
            throw new TransportException(endpoint + ": " + tls.explain(cause).orElseGet(cause::toString), failed);
        }
    }
}
