package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.message.RunView.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list, for operators: what costs the same to know however many rounds it has played. {@link RunView} says more of one run.
 *
 * @param run UUIDv7
 * @param name experiment name
 * @param model the model that it trains; empty if its plan cannot be read
 * @param status whether it goes on
 * @param failure why it failed or is paused; null if neither
 * @param created epoch milliseconds
 * @param round the round under way or the last one, 0 before the first
 * @param rounds rounds planned
 * @param waiting devices that it waits for; null unless it waits for some
 * @param queue where it stands if nobody plays it yet; null, and absent on the wire, unless it waits to be played
 */
public record RunSummary(String run, String name, String model, RunView.Status status,
        @JsonSetter(nulls = Nulls.SET) @Nullable String failure, long created, int round, int rounds,
        @JsonSetter(nulls = Nulls.SET) @Nullable Waiting waiting,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable RunQueueing queue) {
    /** A run that is played, or over. */
    public RunSummary(String run, String name, String model, RunView.Status status, @Nullable String failure,
            long created,
            int round, int rounds, @Nullable Waiting waiting) {
        this(run, name, model, status, failure, created, round, rounds, waiting, null);
    }

    /** The same run, where it stands in the queue. */
    public RunSummary in(RunQueueing place) {
        return new RunSummary(run, name, model, status, failure, created, round, rounds, waiting, place);
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    @JsonCreator
    public RunSummary {
        Ids.run(run);
        if (!model.isEmpty()) {
            Ids.model(model);
        }
        Fields.within("created", created, 0, Long.MAX_VALUE);
        Fields.within("round", round, 0, Integer.MAX_VALUE);
        Fields.within("rounds", rounds, 1, Integer.MAX_VALUE);
    }
}
