package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.SharedRanges;
import java.time.Duration;

/** A team that asks others however little there is to do. */
public final class EagerTeam {
    private EagerTeam() {}

    /** Waits for others for so long when there is nothing left to pull. */
    public static RangeTeam of(SharedRanges shared, ThreadRangeExecutor own, Duration patience, Waits waits) {
        return new RangeTeam(shared, own,
                new RangeTeam.Limits(1, patience, new TeamPass.Patience(Duration.ZERO, patience, waits), waits));
    }
}
