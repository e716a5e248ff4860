package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.access.RateLimiter;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Refuses what comes too fast, before anything is read or looked up. */
public final class RequestLimits {
    private final Optional<RateLimiter> devices;
    private final Optional<RateLimiter> addresses;
    private final CoordinatorMetrics metrics;

    public RequestLimits(Optional<RateLimits> limits, CoordinatorMetrics metrics, InstantSource clock) {
        this.devices = limits.map(limit -> new RateLimiter(limit.perDevice(), clock));
        this.addresses = limits.map(limit -> new RateLimiter(limit.perAddress(), clock));
        this.metrics = metrics;
    }

    /** Those that count devices and addresses, by names that are the same at each member; none where nothing is limited. */
    public Map<String, RateLimiter> limiters() {
        Map<String, RateLimiter> all = new HashMap<>();
        devices.ifPresent(limiter -> all.put("device", limiter));
        addresses.ifPresent(limiter -> all.put("address", limiter));
        return all;
    }

    /** Whether a network may ask; if not, it has its answer. */
    public boolean admitAddress(HttpServerRequest request, String network) {
        return admit(addresses, request, network);
    }

    /** Whether a device may ask; if not, it has its answer. */
    public boolean admitDevice(RoutingContext request, String device) {
        return admit(devices, request.request(), device);
    }

    /** Takes one of what a device may ask, for a question that is no request. @throws RejectedException RATE_LIMITED */
    public void requireDevice(String device) throws RejectedException {
        Duration wait = devices.map(limit -> limit.take(device)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            metrics.limited();
            throw new RejectedException(Reason.RATE_LIMITED, tooOften(seconds(wait)));
        }
    }

    private boolean admit(Optional<RateLimiter> limiter, HttpServerRequest request, String name) {
        Duration wait = limiter.map(limit -> limit.take(name)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            metrics.limited();
            tooFast(wait).send(request.response());
        }
        return wait.isZero();
    }

    private static Reply tooFast(Duration wait) {
        long seconds = seconds(wait);
        return refusal(Problem.of(Reason.RATE_LIMITED, tooOften(seconds)), seconds);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static String tooOften(long seconds) {
        return "too many requests; try again in " + seconds + " s";
    }

    /** The refusal of what came too fast, with the seconds after which it may come again. */
    public static Reply refusal(Problem problem, long seconds) {
        return Reply.problem(problem).with(Map.of("retry-after", String.valueOf(seconds)));
    }
}
