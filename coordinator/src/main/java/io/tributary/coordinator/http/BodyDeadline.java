package io.tributary.coordinator.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The body of a message must be here in time (I8): a peer that sends a byte now and then is closed, without an answer that it
 * might not read. Messages are posted; uploads are not, and have a least rate of their own. Goes before whatever reads the body.
 */
final class BodyDeadline implements Handler<RoutingContext> {
    /** Many times what 6 MiB need on a poor line. */
    static final long MILLIS = 60_000;

    private final Vertx vertx;
    private final long millis;

    BodyDeadline(Vertx vertx, long millis) {
        this.vertx = vertx;
        this.millis = millis;
    }

    @Override
    public void handle(RoutingContext request) {
        HttpServerRequest http = request.request();
        if (http.method().equals(HttpMethod.POST)) {
            long timer = vertx.setTimer(millis, _ -> closeUnlessRead(http));
            request.addEndHandler(_ -> vertx.cancelTimer(timer));
        }
        request.next();
    }

    private static void closeUnlessRead(HttpServerRequest http) {
        if (!http.isEnded()) {
            http.connection().close();
        }
    }
}
