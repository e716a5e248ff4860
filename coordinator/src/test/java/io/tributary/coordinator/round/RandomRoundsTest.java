package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.plan.RoundSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rounds under random events: duplicated, late, out of order, with effects that fail. The controller and the store are played by
 * a few lines that keep their promises.
 */
class RandomRoundsTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRoundEndsNoEffectIsAskedForTwiceAndOnlyTheCohortIsAccepted(long seed) {
        World world = new World(new Random(seed));
        for (int step = 0; step < 2_000 && !world.over(); step++) {
            world.step();
        }
        assertTrue(world.over(), "seed " + seed + ": still " + world.state);
    }

    private static final class World {
        private final Random random;
        private final int cohort;
        private final RoundMachine machine;
        private final List<String> devices;
        private final List<RoundEvent> seen = new ArrayList<>();
        private final List<Effect> due = new ArrayList<>();
        private final Set<String> asked = new HashSet<>();
        private final Set<String> accepted = new TreeSet<>();
        private boolean open;
        private Instant now = Rounds.NOW;
        private RoundState state;

        World(Random random) {
            this.random = random;
            cohort = 1 + random.nextInt(8);
            RoundSpec spec = new RoundSpec(cohort, 1 + random.nextDouble(), 1 + random.nextInt(cohort), 1, 20, 60, 30);
            machine = new RoundMachine(spec);
            devices = Rounds.devices(20);
            state = machine.open(new RoundEvent.Opened(Rounds.ROUND, 0), now).state();
        }

        boolean over() {
            return due.isEmpty() && switch (state) {
                case RoundState.Committed committed -> committed.evaluated();
                case RoundState.Abandoned _ -> true;
                default -> false;
            };
        }

        void step() {
            now = now.plusMillis(random.nextInt(200));
            switch (random.nextInt(10)) {
                case 0 -> repeat();
                case 1 -> tell(new RoundEvent.DeadlinePassed(Rounds.ROUND));
                case 2 -> tell(new RoundEvent.PoolReady(Rounds.ROUND, devices));
                case 3 -> stopSometimes();
                case 4, 5, 6 -> answer(devices.get(random.nextInt(devices.size())));
                default -> performNext();
            }
        }

        private void repeat() {
            if (!seen.isEmpty()) {
                tell(seen.get(random.nextInt(seen.size())));
            }
        }

        private void stopSometimes() {
            if (random.nextInt(50) == 0) {
                tell(new RoundEvent.Stopped(Rounds.ROUND, "by chance"));
            }
            if (random.nextInt(100) == 0 && state.phase() != Phase.AGGREGATING) { // there a sum finds out, and commits nothing
                tell(new RoundEvent.KeyLost(Rounds.ROUND, "by chance"));
            }
        }

        /** The store: it alone decides who is accepted. */
        private void answer(String device) {
            boolean asked = state instanceof RoundState.Reporting reporting
                    && reporting.tally().cohort().contains(device);
            if (asked && open && random.nextInt(4) > 0) {
                accepted.add(device);
                tell(new RoundEvent.UpdateAccepted(Rounds.ROUND, device));
            } else if (asked) {
                tell(new RoundEvent.Declined(Rounds.ROUND, device, "busy"));
            }
        }

        private void performNext() {
            if (due.isEmpty()) {
                return;
            }
            Effect effect = due.removeFirst();
            boolean fails = random.nextInt(25) == 0;
            if (fails && !(effect instanceof Effect.CloseReports)) {
                tell(new RoundEvent.EffectFailed(Rounds.ROUND, effect.id(), "by chance"));
            } else {
                perform(effect);
            }
        }

        private void perform(Effect effect) {
            switch (effect) {
                case Effect.OpenReports _ -> open = true;
                case Effect.PublishOffer _ -> tell(new RoundEvent.OfferPublished(Rounds.ROUND, Rounds.OFFER));
                case Effect.CloseReports _ -> {
                    open = false;
                    tell(new RoundEvent.ReportsClosed(Rounds.ROUND, List.copyOf(accepted), Traffic.NONE));
                }
                case Effect.Aggregate aggregate -> {
                    assertTrue(accepted.containsAll(aggregate.accepted()));
                    assertEquals(accepted.size(), aggregate.accepted().size() + aggregate.excluded());
                    tell(random.nextInt(4) == 0 ? new RoundEvent.UpdateExcluded(Rounds.ROUND,
                            aggregate.accepted().get(random.nextInt(aggregate.accepted().size())), "altered")
                            : new RoundEvent.VersionCommitted(Rounds.ROUND, 1, "ab"));
                }
                case Effect.Evaluate _ -> tell(new RoundEvent.NotEvaluated(Rounds.ROUND));
                case Effect.MakeRoundKey _,Effect.DestroyRoundKey _,Effect.DeleteUpdates _,Effect.DeleteOldVersions _ ->
                        {}
            }
        }

        private void tell(RoundEvent event) {
            seen.add(event);
            Transition transition = machine.apply(state, event, now, CohortDraw.generator(1, Rounds.ROUND));
            state = transition.state();
            for (Effect effect : transition.effects()) {
                assertTrue(asked.add(effect.id()), () -> effect.id() + " was asked for twice");
                due.add(effect);
            }
            if (state instanceof RoundState.Aggregating aggregating) {
                assertTrue(aggregating.tally().cohort().containsAll(aggregating.accepted()));
            }
        }
    }
}
