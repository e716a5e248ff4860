package io.tributary.coordinator.http;

import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Looks at a credential that storage or an issuer must be asked about; the body is not read until it is known.
 *
 * @param background where the look is taken
 */
record CredentialLookup(Background background) {
    /**
     * Pauses a request until the credential was looked at.
     *
     * @param look fails if the request is to fail
     * @param passed is given what was found, on the request's thread
     */
    <T> void whilePaused(RoutingContext request, Callable<T> look, Consumer<T> passed) {
        request.request().pause();
        background.attempt(request.vertx(), Pool.CREDENTIALS, look).onComplete(known -> {
            if (known.succeeded()) {
                passed.accept(known.result());
            } else {
                request.fail(known.cause());
            }
            request.request().resume();
        });
    }
}
