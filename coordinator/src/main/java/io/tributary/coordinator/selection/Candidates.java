package io.tributary.coordinator.selection;

import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import java.time.InstantSource;
import java.util.List;

/**
 * The devices that a plan lets a cohort be drawn from. Thread-safe.
 *
 * @param waiting those that wait for work
 * @param enrolled all
 * @param clock says whose certificate holds
 * @param durations says who waits still
 */
public record Candidates(DevicePool waiting, EnrolledDevices enrolled, InstantSource clock, InstantSource durations) {
    /** Ids, sorted. Blocks on storage where the plan draws from the enrolled devices. */
    public List<String> of(RunPlan plan) {
        return switch (plan.round().source()) {
            case WAITING -> waiting.available(durations.instant(), plan.model(), plan.round().requirements());
            case ENROLLED -> enrolled.eligible(clock.instant());
        };
    }

    /** Of these devices those that no other run drew since they asked for work; all of them where the plan draws from the enrolled devices. */
    public List<String> free(RoundSpec round, String run, List<String> devices) {
        return round.source() == CohortSource.ENROLLED ? devices
                : devices.stream().filter(device -> waiting.isFree(device, run)).toList();
    }

    /** Whether {@link #of} may have enough by now; cheap, and never no if it has. */
    public boolean mayBeEnough(RoundSpec round) {
        return round.source() == CohortSource.ENROLLED || waiting.size() >= round.pool();
    }
}
