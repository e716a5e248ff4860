package io.tributary.coordinator.http;

import io.tributary.coordinator.admission.Pace;
import io.tributary.coordinator.device.DeviceSightings;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Problems;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadOffset;
import io.tributary.coordinator.upload.UploadOffset.WrongOffsetException;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads of sealed updates over HTTP, resumable. A request whose body has not begun holds no thread; one that is slow holds
 * one buffer; and few chunks are in memory at once, whatever the number of devices (I4).
 */
final class UploadRoute {
    private static final String PATH = "/v1/runs/:run/rounds/:round/updates/:upload";
    private static final UploadLimits LIMITS = UploadLimits.DEFAULT;
    private static final int MOST_BRISK = 16;
    /** When a device comes again for which there was no room: uploads under way have ended or grown by then. */
    private static final String WITHOUT_ROOM_SECONDS = "5";
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoute.class);

    private final UploadService uploads;
    private final Guard guard;
    private final Background background;
    private final DeviceSightings sightings;
    private final TrafficMeter traffic;
    private final CoordinatorMetrics metrics;
    private final OutsideEvents outside;
    private final InstantSource durations;
    private final Draining draining;
    private final Semaphore brisk = new Semaphore(MOST_BRISK);

    /** What comes in one request: where it begins in the upload, and how long it is. */
    private record Rest(long from, long length) {}

    UploadRoute(UploadService uploads, Guard guard, Background background, DeviceSightings sightings,
            TrafficMeter traffic, CoordinatorMetrics metrics, OutsideEvents outside, InstantSource durations,
            Draining draining) {
        this.uploads = uploads;
        this.guard = guard;
        this.background = background;
        this.sightings = sightings;
        this.traffic = traffic;
        this.metrics = metrics;
        this.outside = outside;
        this.durations = durations;
        this.draining = draining;
    }

    void mount(ApiRouter router) {
        router.route(HttpMethod.PUT, PATH, guard.devices()).handler(this::put);
        router.route(HttpMethod.PATCH, PATH, guard.devices()).handler(this::patch);
        router.route(HttpMethod.HEAD, PATH, guard.devices()).handler(this::head);
        router.delete(PATH, guard.devices()).handler(this::delete);
    }

    private void put(RoutingContext request) {
        receive(request, () -> new Rest(0, UploadHeaders.length(request.request())));
    }

    private void patch(RoutingContext request) {
        HttpServerRequest http = request.request();
        receive(request, () -> new Rest(UploadHeaders.from(http), UploadHeaders.length(http)));
    }

    private void head(RoutingContext request) {
        end(request, named(request)
                .compose(upload -> ask(request, () -> new Reply(204, new byte[0],
                        UploadHeaders.of(uploads.offset(upload))))));
    }

    private void delete(RoutingContext request) {
        end(request, named(request).compose(upload -> ask(request, () -> {
            uploads.giveUp(upload);
            return Reply.noContent();
        })));
    }

    private void receive(RoutingContext request, Callable<Rest> fields) {
        request.request().pause();
        end(request, named(request).compose(upload -> read(fields).compose(rest -> ask(request,
                () -> uploads.admit(upload, rest.from(), rest.length()))
                .compose(round -> round.isPresent() ? begin(request, upload, round.get(), rest)
                        : Future.succeededFuture(Reply.noContent())))));
    }

    private Future<Rest> read(Callable<Rest> fields) {
        try {
            draining.requireNot();
            return Future.succeededFuture(fields.call());
        } catch (Exception refused) {
            return Future.failedFuture(refused);
        }
    }

    private static Future<UploadId> named(RoutingContext request) {
        try {
            return Future.succeededFuture(new UploadId(Ids.run(request.pathParam("run")),
                    Integer.parseInt(request.pathParam("round")), Guard.deviceOf(request),
                    Ids.upload(request.pathParam("upload"))));
        } catch (IllegalArgumentException malformed) {
            return Future.failedFuture(new RejectedException(Reason.INVALID_FIELD, "path: " + malformed.getMessage()));
        }
    }

    private <T> Future<T> ask(RoutingContext request, Callable<T> work) {
        return background.attempt(request.vertx(), Pool.UPLOAD_CHECKS, work);
    }

    /** Waits, without a thread, for the first byte: until then a peer holds its connection and no more. */
    private Future<Reply> begin(RoutingContext request, UploadId upload, OpenRound round, Rest rest) {
        HttpServerRequest http = request.request();
        Context context = request.vertx().getOrCreateContext();
        continueIfAsked(http);
        RequestBody body =
                RequestBody.of(http, context, new Pace(LIMITS.grace(), LIMITS.bytesPerSecond(), durations), brisk);
        return body.begun().compose(_ -> take(request, upload, round, rest, body))
                .onComplete(_ -> body.end());
    }

    private Future<Reply> take(RoutingContext request, UploadId upload, OpenRound round, Rest rest, RequestBody body) {
        draining.uploadBegan();
        traffic.uploadBegan();
        sightings.uploadBegan(upload.device());
        return background.attempt(request.vertx(), Pool.UPLOADS, () -> {
            uploads.take(upload, round, rest.from(), body);
            return new Reply(204, new byte[0], UploadHeaders.of(UploadOffset.complete(rest.from() + rest.length())));
        }).onComplete(_ -> {
            long bytes = Math.min(rest.length(), request.request().bytesRead());
            draining.uploadEnded();
            traffic.uploadEnded(bytes);
            sightings.uploadEnded(upload.device());
            metrics.received(bytes);
        });
    }

    private static void continueIfAsked(HttpServerRequest http) {
        if (Optional.ofNullable(http.getHeader(HttpHeaders.EXPECT)).filter("100-continue"::equalsIgnoreCase)
                .isPresent()) {
            http.response().writeContinue();
        }
    }

    private void end(RoutingContext request, Future<Reply> reply) {
        reply.compose(done -> background.send(request, done)).onFailure(failure -> refuse(request, failure))
                .onComplete(_ -> discardRest(request.request()));
    }

    private void refuse(RoutingContext request, Throwable failure) {
        Problem problem = switch (failure) {
            case UploadHeaders.StatusException fields -> Problems.ofStatus(fields.status(), fields.detail());
            case WrongOffsetException offset -> Problem.of(Reason.WRONG_OFFSET, offset.detail());
            case IOException gone -> gone(gone);
            default -> Problems.of(failure);
        };
        metrics.refused(problem.code());
        if (isExpected(request.request().method(), problem.code())) {
            LOG.debug("{} of {}: {}", request.request().method(), Guard.deviceOf(request), problem.detail());
        } else {
            outside.log(OperatorEvent.UPDATE_REFUSED, "device", Guard.deviceOf(request), "run",
                    String.valueOf(request.pathParam("run")), "round", String.valueOf(request.pathParam("round")),
                    "reason", problem.code().code(), "detail", problem.detail());
        }
        Reply reply = problem.code() == Reason.NO_ROOM
                ? Reply.problem(problem).with(Map.of("retry-after", WITHOUT_ROOM_SECONDS)) : Reply.problem(problem);
        background.send(request,
                failure instanceof WrongOffsetException offset ? reply.with(UploadHeaders.of(offset.right())) : reply);
    }

    /**
     * What devices are told when all is well and a member or a connection ended: from where to go on, at another member, or that nothing is
     * here yet. That there is no room passes, too, but somebody should know of it.
     */
    static boolean isExpected(HttpMethod method, Reason reason) {
        boolean asksOrGoesOn = method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.PATCH);
        return reason == Reason.NOT_FOUND ? asksOrGoesOn : reason.passes() && reason != Reason.NO_ROOM;
    }

    private static Problem gone(IOException gone) {
        LOG.info("an upload broke off: {}", gone.getMessage());
        return Problem.of(Reason.UNAVAILABLE, "the upload broke off: " + gone.getMessage() + "; go on with the rest");
    }

    /** The answer may be sent before the body ended: what still comes is read and dropped, so that the peer gets the answer. */
    private static void discardRest(HttpServerRequest http) {
        if (!http.isEnded()) {
            http.handler(_ -> {}).endHandler(_ -> {}).exceptionHandler(_ -> {}).resume();
        }
    }
}
