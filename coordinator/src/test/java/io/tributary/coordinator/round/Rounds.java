package io.tributary.coordinator.round;

import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Rounds, states and events for tests: round 3, devices d0, d1, ... */
final class Rounds {
    static final int ROUND = 3;
    static final long SEED = 7;
    static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    static final long LATER = NOW.plusSeconds(30).toEpochMilli();
    static final SignedDocument OFFER = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);

    private Rounds() {}

    static RoundSpec closeAll(int cohort) {
        return new RoundSpec(cohort, 1.0, cohort, 1, cohort, 60, 30);
    }

    static List<String> devices(int count) {
        return IntStream.range(0, count).mapToObj(i -> "d" + i).toList();
    }

    static RoundState state(Phase phase, List<String> cohort) {
        return switch (phase) {
            case SELECTING -> new RoundState.Selecting(ROUND, LATER);
            case CONFIGURING -> new RoundState.Configuring(ROUND, cohort, LATER);
            case REPORTING -> new RoundState.Reporting(ROUND, Tally.of(cohort), OFFER, LATER, false);
            case AGGREGATING -> new RoundState.Aggregating(ROUND, Tally.of(cohort), cohort, 0);
            case COMMITTED -> new RoundState.Committed(ROUND, 1, false);
            case ABANDONED -> new RoundState.Abandoned(ROUND, AbandonReason.STOPPED, "by a test");
        };
    }

    static List<RoundEvent> oneOfEach(List<String> cohort) {
        return List.of(new RoundEvent.Opened(ROUND, 0), new RoundEvent.PoolReady(ROUND, cohort),
                new RoundEvent.OfferPublished(ROUND, OFFER), new RoundEvent.UpdateAccepted(ROUND, cohort.get(0)),
                new RoundEvent.Declined(ROUND, cohort.get(0), "busy"), new RoundEvent.DeadlinePassed(ROUND),
                new RoundEvent.ReportsClosed(ROUND, cohort, new Traffic(10, 20, 30)),
                new RoundEvent.UpdateExcluded(ROUND, cohort.get(0), "altered"),
                new RoundEvent.VersionCommitted(ROUND, 1, "00"),
                new RoundEvent.Evaluated(ROUND, 0.5, 1.25, List.of(List.of(1, 2), List.of(3, 4))),
                new RoundEvent.NotEvaluated(ROUND), new RoundEvent.EffectFailed(ROUND, "evaluate", "disk full"),
                new RoundEvent.KeyLost(ROUND, "gone"), new RoundEvent.Stopped(ROUND, "by an operator"),
                new RoundEvent.Resumed(ROUND));
    }
}
