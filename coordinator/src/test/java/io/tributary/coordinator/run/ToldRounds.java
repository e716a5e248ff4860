package io.tributary.coordinator.run;

import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Traffic;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A run drawn from a seed, as the events that its owner stores: rounds that commit, are abandoned, fail or are stopped, and resumes. */
final class ToldRounds {
    private static final List<String> DEVICES = List.of("d0", "d1", "d2");
    private static final SignedDocument OFFER = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);

    final List<StoredEvent> events = new ArrayList<>();
    private final Random random;
    private final RunLog log;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int version;

    ToldRounds(RunPlan plan, long seed) {
        this.random = new Random(seed);
        this.log = new RunLog(Life.RUN, plan);
    }

    /** Tells so many rounds more, or until none is left. */
    ToldRounds tell(int rounds) {
        for (int i = 0; i < rounds; i++) {
            if (log.betweenRounds() && needsResume()) {
                say(new RoundEvent.Resumed(Math.max(1, log.round())));
            }
            if (log.round() == log.lastRound()) {
                break;
            }
            round(log.round() + 1);
        }
        return this;
    }

    private boolean needsResume() {
        return log.failure().isPresent() || log.stopped() || log.reasonToPause().isPresent()
                || (log.round() == log.lastRound() && log.cameToNothing().isPresent()) || random.nextInt(10) == 0;
    }

    private void round(int round) {
        say(new RoundEvent.Opened(round, version));
        switch (random.nextInt(8)) {
            case 0 -> passDeadline(round);
            case 1 -> say(new RoundEvent.Stopped(round, "enough \"of\" it"));
            default -> configured(round);
        }
    }

    private void passDeadline(int round) {
        now = now.plusSeconds(100_000);
        say(new RoundEvent.DeadlinePassed(round));
    }

    private void configured(int round) {
        say(new RoundEvent.PoolReady(round, DEVICES));
        if (random.nextInt(8) == 0) {
            say(new RoundEvent.EffectFailed(round, "publish-offer", "no key"));
            return;
        }
        say(new RoundEvent.OfferPublished(round, OFFER));
        List<String> accepted = new ArrayList<>();
        for (String device : DEVICES) {
            if (random.nextInt(3) > 0) {
                accepted.add(device);
                say(new RoundEvent.UpdateAccepted(round, device));
            } else {
                say(new RoundEvent.Declined(round, device, "no", random.nextBoolean() ? "" : "data-fit"));
            }
        }
        passDeadline(round);
        if (random.nextInt(8) == 0) {
            say(new RoundEvent.KeyLost(round, "gone"));
            return;
        }
        say(new RoundEvent.ReportsClosed(round, accepted,
                new Traffic(random.nextLong(1L << 40), random.nextLong(1L << 40), random.nextLong(5_000))));
        summed(round, accepted);
    }

    private void summed(int round, List<String> accepted) {
        if (random.nextInt(6) == 0 && !accepted.isEmpty()) {
            say(new RoundEvent.UpdateExcluded(round, accepted.getFirst(), "altered"));
        }
        if (random.nextInt(10) == 0) {
            say(new RoundEvent.Stopped(round, "after this one"));
        }
        if (!(log.state().orElseThrow() instanceof RoundState.Aggregating)) {
            return;
        }
        say(new RoundEvent.VersionCommitted(round, ++version, Sha256.of(new byte[] {(byte) round}).hex()));
        switch (random.nextInt(4)) {
            case 0 -> say(new RoundEvent.NotEvaluated(round));
            case 1 -> say(new RoundEvent.EffectFailed(round, "evaluate", "the held-out data is gone"));
            default -> say(new RoundEvent.Evaluated(round, random.nextDouble(),
                    random.nextInt(9) == 0 ? Double.NaN : random.nextDouble() * 1e-5,
                    List.of(List.of(random.nextInt(), 0), List.of(1, random.nextInt()))));
        }
    }

    /** As {@code RunLoop} handles an event. */
    private void say(RoundEvent event) {
        now = now.plusMillis(random.nextInt(3_000));
        Optional<Transition> transition = log.next(event, now);
        if (transition.map(Transition::changed).orElse(false) || log.changesTheRun(event)
                || event instanceof RoundEvent.Resumed) {
            log.apply(event, now, transition);
            events.add(new StoredEvent(events.size() + 1, event.round(), EventCodec.encode(event), now));
        }
    }
}
