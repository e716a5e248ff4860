package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for enrolment tokens.
 *
 * @param count how many, 1..1000
 * @param expires epoch milliseconds after which one that was not used is void; in the future, at most 90 days from now; null for a day
 *        from now
 * @param device the one device that may use it, only with a count of 1; null if any may
 */
public record TokenRequest(int count, @JsonSetter(nulls = Nulls.SET) @Nullable Long expires,
        @JsonSetter(nulls = Nulls.SET) @Nullable String device) implements WireMessage {
    /** Most tokens of one request. */
    public static final int MOST = 1000;

    /** Tokens that any device may use. */
    public TokenRequest(int count, long expires) {
        this(count, (Long) expires, null);
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public TokenRequest {
        Fields.within("count", count, 1, MOST);
        if (expires != null) {
            Fields.within("expires", expires, 0, Long.MAX_VALUE);
        }
        if (device != null) {
            Ids.device(device);
            Fields.within("count with a device", count, 1, 1);
        }
    }
}
