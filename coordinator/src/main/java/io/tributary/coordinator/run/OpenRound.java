package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundState.Reporting;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import java.time.Instant;

/**
 * A round that takes reports, with what is needed to check an upload or a report. Immutable.
 *
 * @param run UUIDv7
 * @param planHash hex SHA-256 of the plan
 * @param modelVersion the version that devices train from
 * @param key the key that updates are sealed to
 * @param state cohort, answers and deadline
 */
public record OpenRound(String run, RunPlan plan, String planHash, int modelVersion, RoundKeyPair key,
        Reporting state) {
    /** 1-based number of the round. */
    public int round() {
        return state.round();
    }

    /** Whether a device was asked and has not answered. */
    public boolean awaits(String device) {
        return !state.closing() && state.tally().awaits(device);
    }

    /** Refuses a device that was not asked. */
    public void requireSelected(String device) throws RejectedException {
        if (!state.tally().cohort().contains(device)) {
            throw new RejectedException(Reason.NOT_SELECTED,
                    device + " is not in the cohort of round " + round() + "; check in and wait for an assignment");
        }
    }

    /** Refuses when reports are being closed or the deadline has passed. */
    public void requireInTime(Instant now) throws RejectedException {
        if (state.closing() || now.toEpochMilli() >= state.deadline()) {
            throw new RejectedException(Reason.LATE, "round " + round() + " took reports until "
                    + Instant.ofEpochMilli(state.deadline()) + " or until it had enough");
        }
    }

    /** What a device's update in this round is bound to. */
    public SealContext context(String device) {
        return new SealContext(run, round(), device, planHash, modelVersion, plan.layout().updateChunking().count());
    }
}
