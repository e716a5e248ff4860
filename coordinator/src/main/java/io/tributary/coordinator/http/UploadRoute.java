package io.tributary.coordinator.http;

import io.tributary.coordinator.http.UploadDoor.Upload;
import io.tributary.coordinator.shell.OpenRound;
import io.tributary.coordinator.shell.TrafficMeter;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads of sealed updates over HTTP. A few are read at once; the others wait with their bodies unread in their peers, so
 * memory does not grow with the number of devices (I4).
 */
final class UploadRoute {
    static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoute.class);

    private final UploadDoor door;
    private final Guard guard;
    private final Background background;
    private final TrafficMeter traffic;
    private final CoordinatorMetrics metrics;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore reading = new Semaphore(AT_ONCE);

    UploadRoute(UploadDoor door, Guard guard, Background background, TrafficMeter traffic,
            CoordinatorMetrics metrics) {
        this.door = door;
        this.guard = guard;
        this.background = background;
        this.traffic = traffic;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.put("/v1/runs/:run/rounds/:round/updates/:upload").handler(guard.devices()).handler(this::put);
    }

    private void put(RoutingContext request) {
        HttpServerRequest http = request.request().pause();
        Future<Void> taken = named(request).compose(upload -> length(http).compose(length -> {
            if (!waiting.tryAcquire()) {
                return Future.failedFuture(new RejectedException(Reason.UNAVAILABLE,
                        "more than " + MOST_WAITING + " uploads wait; try again later"));
            }
            return background.run(request, () -> door.admit(upload, length))
                    .compose(round -> round.isPresent() ? take(request, upload, round.get(), length)
                            : Future.succeededFuture())
                    .onComplete(_ -> waiting.release());
        }));
        taken.compose(_ -> Background.send(request, Reply.noContent())).onFailure(failure -> refuse(request, failure))
                .onComplete(_ -> discardRest(http));
    }

    private Future<Void> take(RoutingContext request, Upload upload, OpenRound round, long length) {
        Context context = request.vertx().getOrCreateContext();
        return background.run(request, () -> {
            reading.acquire();
            traffic.uploadBegan();
            return reading;
        }).compose(place -> {
            continueIfAsked(request.request());
            RequestBody body = RequestBody.of(request.request(), context);
            return background.<Void>run(request, () -> {
                door.take(upload, round, body);
                return null;
            }).onComplete(_ -> {
                place.release();
                long bytes = Math.min(length, request.request().bytesRead());
                traffic.uploadEnded(bytes);
                metrics.received(bytes);
            });
        });
    }

    private static Future<Upload> named(RoutingContext request) {
        try {
            return Future.succeededFuture(new Upload(Ids.run(request.pathParam("run")),
                    Integer.parseInt(request.pathParam("round")), Guard.deviceOf(request),
                    Ids.upload(request.pathParam("upload"))));
        } catch (IllegalArgumentException malformed) {
            return Future.failedFuture(new RejectedException(Reason.INVALID_FIELD, "path: " + malformed.getMessage()));
        }
    }

    private static Future<Long> length(HttpServerRequest http) {
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return Future.failedFuture(new LengthRequiredException());
        }
        try {
            return Future.succeededFuture(Long.parseLong(length));
        } catch (NumberFormatException malformed) {
            return Future.failedFuture(new RejectedException(Reason.MALFORMED, "Content-Length is no number"));
        }
    }

    /** A chunked body, whose length nobody knows before its end. */
    private static final class LengthRequiredException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static void continueIfAsked(HttpServerRequest http) {
        if (Optional.ofNullable(http.getHeader(HttpHeaders.EXPECT)).filter("100-continue"::equalsIgnoreCase)
                .isPresent()) {
            http.response().writeContinue();
        }
    }

    private void refuse(RoutingContext request, Throwable failure) {
        Problem problem = switch (failure) {
            case LengthRequiredException _ -> Problems.ofStatus(411,
                    "an upload says its length in Content-Length; it may not be sent in chunks");
            case IOException gone -> gone(gone);
            default -> Problems.of(failure);
        };
        metrics.refused(problem.code());
        Background.send(request, Reply.problem(problem));
    }

    private static Problem gone(IOException gone) {
        LOG.info("an upload broke off: {}", gone.getMessage());
        return Problem.of(Reason.MALFORMED, "the upload broke off: " + gone.getMessage());
    }

    /** The answer may overtake the body: what still comes of it is let through to nowhere, so that the peer hears why. */
    private static void discardRest(HttpServerRequest http) {
        if (!http.isEnded()) {
            http.handler(_ -> {}).endHandler(_ -> {}).exceptionHandler(_ -> {}).resume();
        }
    }
}
