package io.tributary.coordinator.http;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.function.UnaryOperator;

/** Reads the parts of a path, refusing what is not of its form. */
final class Paths {
    private Paths() {}

    /** A part that a check of the protocol passes. */
    static String checked(UnaryOperator<String> check, String part) throws RejectedException {
        try {
            return check.apply(part);
        } catch (IllegalArgumentException malformed) {
            throw new RejectedException(Reason.INVALID_FIELD, "path: " + malformed.getMessage());
        }
    }

    /** A part that is an integer of at least 0. */
    static int number(String field, String part) throws RejectedException {
        try {
            return Fields.within(field, Integer.parseInt(part), 0, Integer.MAX_VALUE);
        } catch (NumberFormatException malformed) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "path: " + field + " must be an integer, not '" + Fields.excerpt(part) + "'");
        } catch (IllegalArgumentException outside) {
            throw new RejectedException(Reason.INVALID_FIELD, "path: " + outside.getMessage());
        }
    }
}
