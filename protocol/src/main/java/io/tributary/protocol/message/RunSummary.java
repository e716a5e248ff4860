package io.tributary.protocol.message;

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
 * @param waiting what it waits for, devices or its turn; null unless it waits for one of them
 */
public record RunSummary(String run, String name, String model, RunView.Status status,
        @JsonSetter(nulls = Nulls.SET) @Nullable String failure, long created, int round, int rounds,
        @JsonSetter(nulls = Nulls.SET) @Nullable Waiting waiting) {
    /** The same run, which waits for its turn. */
    public RunSummary in(RunQueueing place) {
        return new RunSummary(run, name, model, status, failure, created, round, rounds, new Waiting(0, 0, place));
    }

    /** Where it stands in the queue; null unless it waits for its turn. */
    public @Nullable RunQueueing queue() {
        return waiting == null ? null : waiting.queue();
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
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
