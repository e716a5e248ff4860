package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.WireWord;
import org.jspecify.annotations.Nullable;

/**
 * What a device did last, as far as the coordinator knows: it remembers the devices that spoke last, and for the rest the hour.
 *
 * @param state what it is doing now
 * @param seen when it spoke last, epoch milliseconds; null if it never did. To the hour if it is not among those that are remembered
 * @param run the run of its round; null unless it is in one
 * @param round its round; null unless it is in one
 * @param client what it says of its program and version; null if it does not say, or is not remembered
 * @param cloned whether two programs seem to speak as this device
 */
public record DeviceActivity(State state, @JsonSetter(nulls = Nulls.SET) @Nullable Long seen,
        @JsonSetter(nulls = Nulls.SET) @Nullable String run, @JsonSetter(nulls = Nulls.SET) @Nullable Integer round,
        @JsonSetter(nulls = Nulls.SET) @Nullable String client, boolean cloned) {
    /** Most characters of {@code client}. */
    public static final int MAX_CLIENT = 100;

    /** What a device is doing. */
    public enum State implements WireWord {
        /** Nothing was heard of it lately. */
        IDLE,
        /** It checked in and waits for a round. */
        WAITING,
        /** It is in the cohort of a round that takes its report, and has not reported. */
        IN_ROUND,
        /** Its update is on its way. */
        UPLOADING,
        /** An operator revoked it. */
        REVOKED;

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
    public DeviceActivity {
        if (seen != null) {
            Fields.within("seen", seen, 0, Long.MAX_VALUE);
        }
        if (run != null) {
            Ids.run(run);
        }
        if (round != null) {
            Fields.within("round", round, 1, Integer.MAX_VALUE);
        }
        if (client != null) {
            Fields.line("client", client, 1, MAX_CLIENT);
        }
    }
}
