package io.tributary.coordinator.http;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: {@code ?after=X&limit=N} and filters, as they stand in the request, not checked yet.
 *
 * @param query the parameters of the request
 */
record Paging(MultiMap query) {
    /** How many are shown if nothing else is asked for. */
    static final int USUAL = 50;

    static Paging of(RoutingContext request) {
        return new Paging(request.queryParams());
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A filter that is true or false, if it is there. */
    Optional<Boolean> flag(String name) throws RejectedException {
        return word(name, List.of("true", "false")).map(Boolean::valueOf);
    }

    /** A filter that is one of these words, if it is there. */
    Optional<String> word(String name, List<String> words) throws RejectedException {
        Optional<String> said = value(name);
        if (said.isPresent() && !words.contains(said.get())) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    name + " must be one of " + words + ", not '" + Fields.excerpt(said.get()) + "'");
        }
        return said;
    }

    /** The name that the part begins after, empty for the beginning. */
    String after(UnaryOperator<String> check) throws RejectedException {
        String after = value("after").orElse("");
        return after.isEmpty() ? "" : Paths.checked(check, after);
    }

    /** The number that the part begins after, if it is there. */
    Optional<Integer> afterNumber() throws RejectedException {
        Optional<String> after = value("after");
        return after.isPresent() ? Optional.of(Paths.number("after", after.get())) : Optional.empty();
    }

    /** How many, 1..most; {@value #USUAL} if nothing is said. */
    int limit(int most) throws RejectedException {
        Optional<String> limit = value("limit");
        if (limit.isEmpty()) {
            return Math.min(USUAL, most);
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
