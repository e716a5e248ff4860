package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.WireWord;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An enrolment token, for operators. It never holds the token itself, of which the coordinator keeps a hash alone.
 *
 * @param id the first 32 hex digits of the token's SHA-256
 * @param created epoch milliseconds
 * @param expires epoch milliseconds after which it is void if it was not used
 * @param kind what it is good for
 * @param state whether it can still be used
 * @param device the one device that may use it, or the device that used it; null if any may
 */
public record TokenView(String id, long created, long expires, Kind kind, State state,
        @JsonSetter(nulls = Nulls.SET) @Nullable String device) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** What a token is good for. */
    public enum Kind implements WireWord {
        /** It enrols a device. */
        ENROLMENT,
        /** It gives an enrolled device another key. */
        RECOVERY;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Kind of(String code) {
            return Fields.word("kind", Kind.class, code);
        }
    }

    /** Whether a token can still be used. */
    public enum State implements WireWord {
        /** It can. */
        UNUSED,
        /** It has enrolled a device, or given it another key. */
        USED,
        /** Its time is over. */
        EXPIRED;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static State of(String code) {
            return Fields.word("state", State.class, code);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public TokenView {
        requireId(id);
        Fields.within("created", created, 0, Long.MAX_VALUE);
        Fields.within("expires", expires, 0, Long.MAX_VALUE);
        if (device != null) {
            Ids.device(device);
        }
    }

    /** Returns {@code id}. @throws IllegalArgumentException if it is no id of a token */
    public static String requireId(String id) {
        Fields.given("id", id);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a token has 32 digits of 0-9 and a-f, not '" + Fields.excerpt(id) + "'");
        }
        return id;
    }
}
