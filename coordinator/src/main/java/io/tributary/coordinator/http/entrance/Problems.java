package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.LoggerFactory;

/**
 * Every failure as a problem (RFC 9457) with a fixed reason. The detail says all of what the peer did wrong. A fault of
 * the coordinator is logged, and the detail says only that there was one.
 */
public final class Problems {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(Problems.class));
    private static final int INTERNAL = 500;

    private Problems() {}

    /** The problem of a failure. */
    public static Problem of(Throwable failure) {
        return switch (failure) {
            case RejectedException refusal -> Problem.of(refusal.reason(), refusal.detail());
            case HttpException http -> ofStatus(http.getStatusCode(), "the request is not well-formed HTTP");
            case DamagedException damaged -> damaged(damaged);
            case StoreException broken -> logged(broken, "storage is out of order; try again later");
            case StaleEpochException lost -> logged(lost, "another coordinator owns the run now; try again");
            default -> internal(failure);
        };
    }

    /** The problem of a status that the web framework chose by itself. */
    public static Problem ofStatus(int status, String detail) {
        Reason reason = switch (status) {
            case 404, 405 -> Reason.NOT_FOUND;
            case 411 -> Reason.WRONG_LENGTH;
            case 401 -> Reason.UNAUTHENTICATED;
            case 413, 414, 431 -> Reason.TOO_LARGE;
            default -> status >= INTERNAL ? Reason.UNAVAILABLE : Reason.MALFORMED;
        };
        Problem usual = Problem.of(reason, detail);
        return new Problem(usual.type(), usual.title(), status, reason, detail);
    }

    private static Problem logged(RuntimeException broken, String detail) {
        FAULTS.error("a request failed", broken);
        return Problem.of(Reason.UNAVAILABLE, detail);
    }

    /** To try again does not help, and where it is may name others than the one who asks. */
    private static Problem damaged(DamagedException damaged) {
        FAULTS.error("what is stored is damaged", damaged);
        return ofStatus(INTERNAL,
                "something stored that this needs is damaged; the coordinator's log says what and where");
    }

    private static Problem internal(Throwable fault) {
        FAULTS.error("a request met a fault of the coordinator", fault);
        return ofStatus(INTERNAL, "the coordinator could not do this; its log says why");
    }
}
