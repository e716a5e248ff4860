package io.tributary.coordinator.http;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: {@code ?after=X&limit=N}, as it stands in the request, not checked yet.
 *
 * @param after what the part begins after
 * @param limit how many at most
 */
record Paging(Optional<String> after, Optional<String> limit) {
    static Paging of(RoutingContext request) {
        return new Paging(Optional.ofNullable(request.request().getParam("after")),
                Optional.ofNullable(request.request().getParam("limit")));
    }

    /** The name that the part begins after, empty for the beginning. */
    String after(UnaryOperator<String> check) throws RejectedException {
        return after.isEmpty() || after.get().isEmpty() ? "" : Paths.checked(check, after.get());
    }

    /** The number that the part begins after, 0 for the beginning. */
    int afterNumber() throws RejectedException {
        return after.isPresent() ? Paths.number("after", after.get()) : 0;
    }

    /** How many, 1..most. */
    int limit(int most) throws RejectedException {
        if (limit.isEmpty()) {
            return most;
        }
        int asked = Paths.number("limit", limit.get());
        if (asked < 1 || asked > most) {
            throw new RejectedException(Reason.INVALID_FIELD, "limit must be 1.." + most + ", not " + asked);
        }
        return asked;
    }

    /** What the next part begins after; null if all was {@code found}, of which one more was asked for than is shown. */
    static <T> @Nullable String next(List<T> found, int shown, Function<T, String> name) {
        return found.size() > shown ? name.apply(found.get(shown - 1)) : null;
    }
}
