package io.tributary.coordinator.run;

import io.tributary.coordinator.selection.Candidates;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The devices from which a run that is played here draws its next cohort. Devices that another run drew and that have not asked for work since
 * are left to it, as long as there are enough others, or will be within {@link #PATIENCE}: else runs that share devices would all draw the
 * first few that ask. After that all are taken, so that a run whose round needs many is not kept out by runs that need few. Of one thread.
 */
final class CohortSupply {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String run;
    private final RunPlan plan;
    private final RoundSpec round;
    private final Candidates candidates;
    private final InstantSource durations;
    private Optional<Instant> enoughSince = Optional.empty();

    /** Of the run of this id and plan. */
    CohortSupply(String run, RunPlan plan, Candidates candidates, InstantSource durations) {
        this.run = run;
        this.plan = plan;
        this.round = plan.round();
        this.candidates = candidates;
        this.durations = durations;
    }

    /** Ids, sorted; empty if a cohort cannot be drawn yet. Blocks on storage where the plan draws from the enrolled devices. */
    Optional<List<String>> devices() {
        List<String> all = candidates.of(plan);
        if (all.size() < round.pool()) {
            enoughSince = Optional.empty();
            return Optional.empty();
        }
        List<String> free = candidates.free(round, run, all);
        if (free.size() >= round.pool()) {
            return Optional.of(free);
        }
        Instant now = durations.instant();
        Instant since = enoughSince.orElse(now);
        enoughSince = Optional.of(since);
        return now.isBefore(since.plus(PATIENCE)) ? Optional.empty() : Optional.of(all);
    }

    /** The cohort that was drawn from them. */
    void drawn(List<String> cohort) {
        enoughSince = Optional.empty();
        candidates.waiting().drawn(run, cohort);
    }
}
