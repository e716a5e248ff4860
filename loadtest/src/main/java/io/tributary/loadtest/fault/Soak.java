package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.protocol.message.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Many rounds of a few devices, with no fault: what a round takes and what the coordinator holds must not grow with the rounds before
 * it.
 */
final class Soak {
    private static final int SAMPLES = 20;
    private static final int DEADLINE_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Soak() {}

    /** How much of it. */
    record Setting(int rounds, int devices, int values, long seed) {}

    /** What was seen when a round began, and the mean length of the rounds since the sample before. */
    record Sample(int round, double secondsARound, Holdings holdings) {}

    /** What came of it. */
    record Outcome(List<Sample> samples, boolean ended, RunView view, Map<String, Integer> failures) {
        /** Rounds all committed, and nothing grew. */
        boolean holds() {
            return ended && view.status() == RunView.Status.FINISHED
                    && growth().values().stream().allMatch(Growth::flat);
        }

        Map<String, Growth> growth() {
            return Growth.ofQuarters(samples);
        }
    }

    static Outcome play(Setting setting) throws Exception {
        try (Testbed testbed = Testbed.open(ResidentMemory.options("-Dfault.retention=true"))) {
            KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
            String run = testbed.run(
                    FaultPlan.all(setting.values(), setting.devices(), setting.rounds(), DEADLINE_SECONDS));
            try (Fleet fleet = testbed.fleet(setting.devices(), updates::trainer)) {
                List<Sample> samples = sample(setting, testbed, fleet);
                boolean ended = fleet.awaitEnd(PATIENCE);
                return new Outcome(samples, ended, testbed.coordinator().address().view(run),
                        fleet.ledger().failures());
            }
        }
    }

    private static List<Sample> sample(Setting setting, Testbed testbed, Fleet fleet) throws Exception {
        List<Sample> samples = new ArrayList<>();
        Path state = testbed.state();
        int before = 1;
        long began = System.nanoTime();
        for (int i = 1; i <= SAMPLES; i++) {
            int round = Math.max(before + 1, setting.rounds() * i / SAMPLES);
            if (!fleet.ledger().awaitRound(round, PATIENCE)) {
                throw new IllegalStateException("round " + round + " did not begin within " + PATIENCE + ", failures: "
                        + fleet.ledger().failures());
            }
            long now = System.nanoTime();
            Sample sample = new Sample(round, (now - began) / 1e9 / (round - before),
                    Holdings.of(testbed.coordinator().pid(), state));
            samples.add(sample);
            System.err.println(sample);
            before = round;
            began = now;
        }
        return samples;
    }
}
