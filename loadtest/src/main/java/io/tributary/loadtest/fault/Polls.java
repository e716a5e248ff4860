package io.tributary.loadtest.fault;

import io.tributary.loadtest.round.Address;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Scenario "polls": a coordinator of thousands of runs, whose list operators' pages ask for again and again without a pause. Whether it
 * lives is told beside them.
 */
final class Polls {
    private static final Duration MOST = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 20;
    private static final int BEFORE_SECONDS = 5;
    private static final int OK = 200;

    private Polls() {}

    /** How many runs, who ask for their list, and for how long. */
    record Setting(int runs, int pollers, int seconds) {}

    /**
     * What came of it.
     *
     * @param before times of {@code /healthz} before anybody listed runs, which show the machine
     * @param lists times of lists of runs
     * @param health times of {@code /healthz} meanwhile
     * @param failed answers of either that were not 200
     */
    record Outcome(int runs, Times before, Times lists, Times health, int failed) {
        boolean isWhole(Setting setting) {
            return runs == setting.runs() && failed == 0 && !lists.sorted().isEmpty() && !health.sorted().isEmpty();
        }

        boolean holds(Setting setting) {
            return isWhole(setting) && health.quantile(0.99).compareTo(MOST) < 0;
        }
    }

    private record Asked(List<Duration> times, int failed) {}

    static Outcome play(Setting setting) throws Exception {
        try (Testbed testbed = Testbed.open("-Xmx512m", "-Dfault.runs=" + setting.runs())) {
            testbed.run(FaultPlan.all(100, 10, 1, 600));
            RunRows.copy(testbed.state().resolve("coordinator.db"), setting.runs());
            return ask(setting, testbed);
        }
    }

    private static Outcome ask(Setting setting, Testbed testbed) throws Exception {
        Address coordinator = testbed.coordinator().address();
        Asked before = ask(coordinator, "/healthz", BEFORE_SECONDS, PAUSE_MILLIS);
        List<Duration> lists = new ArrayList<>();
        List<Future<Asked>> pollers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int poller = 0; poller < setting.pollers(); poller++) {
                pollers.add(threads.submit(() -> ask(coordinator, "/v1/runs", setting.seconds(), 0)));
            }
            Asked health = ask(coordinator, "/healthz", setting.seconds(), PAUSE_MILLIS);
            int failed = health.failed();
            for (Future<Asked> poller : pollers) {
                lists.addAll(poller.get().times());
                failed += poller.get().failed();
            }
            return new Outcome(RunRows.count(testbed.state().resolve("coordinator.db")),
                    Times.of(before.times()), Times.of(lists),
                    Times.of(health.times()), failed);
        }
    }

    private static Asked ask(Address coordinator, String path, int seconds, long pause)
            throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        int failed = 0;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (Probe probe = new Probe(coordinator.uri(), PATIENCE)) {
            while (System.nanoTime() < until) {
                long begin = System.nanoTime();
                failed += probe.get(path, coordinator.token()) == OK ? 0 : 1;
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
        return new Asked(times, failed);
    }
}
