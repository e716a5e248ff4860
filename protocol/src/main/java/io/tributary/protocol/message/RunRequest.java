package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.plan.SignedDocument;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for a run.
 *
 * @param plan a {@link io.tributary.protocol.plan.RunPlan} signed by the model owner
 * @param priority 0..{@value RunQueueing#MOST_PRIORITY}, the higher the sooner; null, and absent on the wire, for
 *     {@value RunQueueing#USUAL_PRIORITY}
 */
public record RunRequest(SignedDocument plan,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Integer priority)
        implements WireMessage {
    /** Of the usual priority. */
    public RunRequest(SignedDocument plan) {
        this(plan, null);
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the priority is out of range
     */
    @JsonCreator
    public RunRequest {
        if (priority != null) {
            RunQueueing.requirePriority(priority);
        }
    }

    /** The priority, or the usual one if none is given. */
    public int priorityOrUsual() {
        return priority == null ? RunQueueing.USUAL_PRIORITY : priority;
    }
}
