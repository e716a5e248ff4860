package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tributary.protocol.Fields;
import io.tributary.protocol.WireWord;

/**
 * Where an active run stands that no coordinator plays yet.
 *
 * @param position 1 for the one whose turn is next
 * @param priority 0..{@value #MOST_PRIORITY}, the higher the sooner
 * @param why what it waits for
 */
public record RunQueueing(int position, int priority, Why why) {
    /** Highest priority. */
    public static final int MOST_PRIORITY = 9;
    /** Priority of a run that was given none. */
    public static final int USUAL_PRIORITY = 5;

    /** What a run waits for. */
    public enum Why implements WireWord {
        /** As many runs are played as there may be at once. */
        FULL,
        /** Another run of its model is played. */
        MODEL;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Why of(String code) {
            return Fields.word("why", Why.class, code);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RunQueueing {
        Fields.within("position", position, 1, Integer.MAX_VALUE);
        requirePriority(priority);
    }

    /**
     * Passes if it is a priority.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static int requirePriority(int priority) {
        Fields.within("priority", priority, 0, MOST_PRIORITY);
        return priority;
    }
}
