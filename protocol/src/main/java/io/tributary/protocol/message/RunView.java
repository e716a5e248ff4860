package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, for operators. Times and counts are as of the answer.
 *
 * @param run UUIDv7
 * @param name experiment name
 * @param status whether it goes on, and if not, why
 * @param failure why it failed; null unless it did
 * @param round the round under way or the last one, 0 before the first
 * @param rounds rounds planned
 * @param state name of the round state
 * @param cohort devices asked in this round
 * @param reported updates that count in this round so far
 * @param modelVersion newest committed version
 * @param history closed rounds, oldest first
 */
public record RunView(String run, String name, Status status, @JsonSetter(nulls = Nulls.SET) @Nullable String failure,
        int round, int rounds, String state, int cohort, int reported, int modelVersion, List<RoundView> history)
        implements WireMessage {
    /** Whether a run goes on. */
    public enum Status {
        /** Rounds are being played. */
        ACTIVE,
        /** All rounds are closed. */
        FINISHED,
        /** An operator stopped it. */
        STOPPED,
        /** It could not go on. */
        FAILED
    }

    /**
     * Copies the history.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public RunView {
        Ids.run(run);
        Fields.within("rounds", rounds, 1, Integer.MAX_VALUE);
        Fields.within("round", round, 0, rounds);
        Fields.within("cohort", cohort, 0, Integer.MAX_VALUE);
        Fields.within("reported", reported, 0, Integer.MAX_VALUE);
        Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
        history = List.copyOf(history);
    }
}
