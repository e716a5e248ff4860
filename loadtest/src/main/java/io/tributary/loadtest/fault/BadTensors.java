package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scenario "tensors": an enrolled device of the cohort sends every {@link BadChunk}, correctly sealed, among honest devices. All are
 * refused when it arrives; the round commits what the honest ones sent, and nothing else.
 */
final class BadTensors {
    private static final int DEADLINE_SECONDS = 120;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private BadTensors() {}

    /**
     * What came of it.
     *
     * @param sent bad updates
     * @param reasons what they were refused for, and how often
     * @param wrong those that were taken, or refused for a reason that does not fit, in words
     */
    record Outcome(int sent, Map<String, Integer> reasons, List<String> wrong, boolean ended,
            Reconciliation reconciliation) {
        boolean holds() {
            return wrong.isEmpty() && ended && reconciliation.holds() && reconciliation.committed() == 1;
        }
    }

    /** With so many honest devices and a model of one chunk of so many values. */
    static Outcome play(int honest, int values, long seed) throws Exception {
        KnownUpdates updates = new KnownUpdates(seed, values);
        try (Testbed testbed = Testbed.open();
                RawDevice attacker =
                        new RawDevice(testbed.vertx(), testbed.coordinator().address().uri(),
                                KnownUpdates.name(honest))) {
            String run = testbed.run(FaultPlan.all(values, honest + 1, 1, DEADLINE_SECONDS));
            attacker.join();
            try (Fleet fleet = testbed.fleet(honest, updates::trainer)) {
                RoundOffer offer = attacker.awaitOffer(PATIENCE);
                Map<String, Integer> reasons = new TreeMap<>();
                List<String> wrong = new ArrayList<>();
                List<BadChunk> bad = BadChunk.all(values);
                for (BadChunk chunk : bad) {
                    send(attacker, offer, chunk, testbed.homes().resolve("scratch"), reasons, wrong);
                }
                attacker.decline(offer);
                boolean ended = fleet.awaitEnd(PATIENCE);
                return new Outcome(bad.size(), reasons, wrong, ended, testbed.reconciliation(run, fleet, updates));
            }
        }
    }

    private static void send(RawDevice attacker, RoundOffer offer, BadChunk bad, Path scratch,
            Map<String, Integer> reasons, List<String> wrong) throws Exception {
        try {
            attacker.upload(offer, attacker.seal(offer, List.of(bad.plain())), scratch);
            wrong.add(bad.what() + " was taken");
        } catch (RejectedException refused) {
            reasons.merge(refused.reason().code(), 1, Integer::sum);
            if (!bad.reasons().contains(refused.reason())) {
                wrong.add(bad.what() + " was refused: " + refused.getMessage());
            }
        }
    }
}
