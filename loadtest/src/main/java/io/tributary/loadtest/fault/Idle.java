package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.PacedFleet;
import io.tributary.loadtest.round.Residence;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Devices that wait while there is nothing to do: how often they ask, and what that takes of the coordinator. */
final class Idle {
    /** So many are real clients; more are {@link PacedFleet}. */
    private static final int MOST_CLIENTS = 1_000;
    private static final Duration ENROLMENT = Duration.ofMinutes(40);
    private static final long SETTLE_SECONDS = 30;
    private static final String REQUESTS = "vertx_http_server_requests_total";

    private Idle() {}

    /** How many devices, and for how many seconds they are watched. */
    record Setting(int devices, int seconds) {}

    /**
     * What came of it.
     *
     * @param requestsPerDevice a second
     * @param cores share of a processor that the coordinator took
     * @param residentBytes of the coordinator at the end
     * @param refused what devices were refused while they were watched, and how often
     */
    record Outcome(double requestsPerDevice, double cores, long residentBytes, Map<String, Integer> refused) {
        Outcome refused(Map<String, Integer> seen) {
            return new Outcome(requestsPerDevice, cores, residentBytes, seen);
        }

        /** At most a request in 5 s a device and a quarter of a core, and no device trips a limit. */
        boolean holds() {
            return requestsPerDevice <= 0.2 && cores <= 0.25 && refused.isEmpty();
        }
    }

    static Outcome play(Setting setting) throws Exception {
        try (Testbed testbed = Testbed.open("-Dfault.limits=device")) {
            return setting.devices() <= MOST_CLIENTS ? clients(setting, testbed) : paced(setting, testbed);
        }
    }

    private static Outcome clients(Setting setting, Testbed testbed) throws Exception {
        KnownUpdates updates = new KnownUpdates(1, 1);
        try (Fleet fleet = testbed.fleet(setting.devices(), updates::trainer)) {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            Map<String, Integer> before = fleet.ledger().failures();
            Outcome outcome = watch(setting, testbed);
            return outcome.refused(since(before, fleet.ledger().failures()));
        }
    }

    private static Outcome paced(Setting setting, Testbed testbed) throws Exception {
        try (PacedFleet fleet = PacedFleet.start(testbed.vertx(), testbed.coordinator().address().uri(),
                setting.devices())) {
            if (!fleet.awaitEnrolled(ENROLMENT)) {
                throw new IllegalStateException(
                        fleet.missing() + " of " + setting.devices() + " devices did not enrol within "
                                + ENROLMENT + ", refused: " + fleet.refusals());
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            Map<String, Integer> before = fleet.refusals();
            Outcome outcome = watch(setting, testbed);
            return outcome.refused(since(before, fleet.refusals()));
        }
    }

    private static Outcome watch(Setting setting, Testbed testbed) throws Exception {
        ProcessHandle process = ProcessHandle.of(testbed.coordinator().pid()).orElseThrow();
        double requests = requests(testbed);
        double processor = Residence.of(process).cpuSeconds();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(setting.seconds());
        double seconds = (System.nanoTime() - began) / 1e9;
        double more = requests(testbed) - requests - 1; // but the question itself
        double cores = (Residence.of(process).cpuSeconds() - processor) / seconds;
        return new Outcome(more / seconds / setting.devices(), cores,
                Holdings.of(process.pid(), testbed.state()).residentBytes(), Map.of());
    }

    /** Requests that the coordinator has answered, as its metrics count them. */
    private static double requests(Testbed testbed) throws Exception {
        return Scrape.of(testbed.coordinator().address(), REQUESTS).sum();
    }

    private static Map<String, Integer> since(Map<String, Integer> before, Map<String, Integer> after) {
        Map<String, Integer> more = new TreeMap<>(after);
        before.forEach((why, count) -> more.computeIfPresent(why, (_, now) -> now > count ? now - count : null));
        return more;
    }
}
