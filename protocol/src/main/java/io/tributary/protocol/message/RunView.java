package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.WireWord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, for operators. Times and counts are as of the answer.
 *
 * @param run UUIDv7
 * @param name experiment name
 * @param status whether it goes on, and if not, why
 * @param failure why it failed or is paused; null if neither
 * @param round the round under way or the last one, 0 before the first
 * @param rounds rounds planned
 * @param state where that round stands
 * @param cohort devices asked in this round
 * @param reported updates that count in this round so far
 * @param modelVersion newest committed version
 * @param history closed rounds, oldest first
 * @param waiting what it waits for, devices or its turn; null unless it waits for one of them
 */
public record RunView(String run, String name, Status status, @JsonSetter(nulls = Nulls.SET) @Nullable String failure,
        int round, int rounds, State state, int cohort, int reported, int modelVersion, List<RoundView> history,
        @JsonSetter(nulls = Nulls.SET) @Nullable Waiting waiting) implements WireMessage {
    /** A run that waits for nothing. */
    public RunView(String run, String name, Status status, @Nullable String failure, int round, int rounds, State state,
            int cohort, int reported, int modelVersion, List<RoundView> history) {
        this(run, name, status, failure, round, rounds, state, cohort, reported, modelVersion, history, null);
    }

    /**
     * What a run waits for: its turn, or devices for its round.
     *
     * @param devices those that wait for work and have what the plan asks for; 0 while the run waits for its turn
     * @param wanted how many must wait at once for the cohort to be drawn; 0 while the run waits for its turn
     * @param queue where it stands if nobody plays it yet; null, and absent on the wire, once it is played
     */
    public record Waiting(int devices, int wanted,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable RunQueueing queue) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Waiting {
            Fields.within("devices", devices, 0, queue == null ? Integer.MAX_VALUE : 0);
            Fields.within("wanted", wanted, queue == null ? 1 : 0, queue == null ? Integer.MAX_VALUE : 0);
        }

        /**
         * Waits for devices.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Waiting(int devices, int wanted) {
            this(devices, wanted, null);
        }
    }

    /** The same run, which waits for that. */
    public RunView waitingFor(Waiting what) {
        return new RunView(run, name, status, failure, round, rounds, state, cohort, reported, modelVersion, history,
                what);
    }

    /** The same run, where it is known what devices said of their training in these rounds. */
    public RunView trained(Map<Integer, RoundView.Training> said) {
        List<RoundView> rounds = history.stream()
                .map(over -> said.containsKey(over.round()) ? over.with(said.get(over.round())) : over).toList();
        return new RunView(run, name, status, failure, round, this.rounds, state, cohort, reported, modelVersion,
                rounds,
                waiting);
    }

    /** The same run, which waits for its turn. */
    public RunView in(RunQueueing place) {
        return waitingFor(new Waiting(0, 0, place));
    }

    /** Where it stands in the queue; null unless it waits for its turn. */
    public @Nullable RunQueueing queue() {
        return waiting == null ? null : waiting.queue();
    }

    /** Whether a run goes on. */
    public enum Status implements WireWord {
        /** Rounds are being played. */
        ACTIVE,
        /** It waits for an operator to mend something and resume it. */
        PAUSED,
        /** All rounds are closed. */
        FINISHED,
        /** An operator stopped it. */
        STOPPED,
        /** It could not go on. */
        FAILED;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Status of(String code) {
            return Fields.word("status", Status.class, code);
        }
    }

    /** Where a round stands, in the order that a round passes. */
    public enum State implements WireWord {
        /** No round was opened yet. */
        STARTING,
        /** Waiting for enough devices to check in. */
        SELECTING,
        /** The cohort is drawn; its key and offer are being made. */
        CONFIGURING,
        /** The offer is out; updates come in. */
        REPORTING,
        /** The accepted set is fixed and is being summed. */
        AGGREGATING,
        /** The next model version is there. */
        COMMITTED,
        /** The round ended without a model version. */
        ABANDONED;

        /** Whether the round does not take reports yet. */
        public boolean isBeforeReports() {
            return compareTo(REPORTING) < 0;
        }

        /** Whether the round takes no report any more. */
        public boolean isAfterReports() {
            return compareTo(REPORTING) > 0;
        }

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
     * Copies the history.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    @JsonCreator
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
