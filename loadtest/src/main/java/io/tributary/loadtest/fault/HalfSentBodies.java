package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.RawDevice;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scenario "bodies": enrolments where anybody may enrol, each of which sends almost all of its body and then nothing, within the limits
 * of a product. Others must not notice.
 */
final class HalfSentBodies {
    private HalfSentBodies() {}

    /** How many, how many of them a second, and how long others are watched before and after. */
    record Setting(int requests, int perSecond, int before, int after) {}

    /**
     * What came of it.
     *
     * @param before calls of others before anything was sent
     * @param during calls of others meanwhile, and some time longer
     * @param sent requests that were sent as far as they go
     * @param failed connections that did not come about
     * @param open of them at the end
     * @param ended of them by the coordinator
     * @param cut connections that the coordinator cut, and why
     * @param joined whether a new device enrolled afterwards
     */
    record Outcome(HonestCalls.Outcome before, HonestCalls.Outcome during, ResidentMemory.Seen memory, int sent,
            int failed, int open, int ended, boolean alive, Scrape cut, boolean joined) {
        /** Nothing was lost, whatever the time that it took. */
        boolean isHarmless() {
            return alive && joined && during.failed().isEmpty() && memory.isFlat() && sent > 0;
        }

        boolean holds() {
            return isHarmless() && during.holds();
        }

        void tell(Table table) {
            table.row("coordinator", alive ? "lives" : "DIED");
            table.row("its resident memory", memory);
            table.row("half-sent: sent, ended, open, not connected", sent + ", " + ended + ", " + open + ", " + failed);
            table.row("cut", cut);
            before.tell(table, "before");
            during.tell(table, "meanwhile");
            table.row("a new device enrolled afterwards", joined);
        }
    }

    static Outcome play(Setting setting) throws Exception {
        try (Testbed testbed = Testbed.open(ResidentMemory.options("-Dfault.limits=product"));
                HonestCalls calls = HonestCalls.of(testbed);
                RawDevice newcomer = new RawDevice(testbed.vertx(), testbed.coordinator().address().uri(),
                        "new-device")) {
            return play(setting, testbed, calls, newcomer);
        }
    }

    private static Outcome play(Setting setting, Testbed testbed, HonestCalls calls, RawDevice newcomer)
            throws Exception {
        CoordinatorProcess coordinator = testbed.coordinator();
        HonestCalls.Outcome before = calls.during(Duration.ofSeconds(setting.before()));
        UnfinishedBodies bodies = new UnfinishedBodies(testbed.vertx(), coordinator.address().uri());
        try (ResidentMemory memory = new ResidentMemory(coordinator.pid());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sending = threads.submit(() -> {
                bodies.send(setting.requests(), setting.perSecond());
                return true;
            });
            HonestCalls.Outcome during = calls.during(
                    Duration.ofSeconds(setting.requests() / setting.perSecond() + setting.after()));
            sending.get();
            ResidentMemory.Seen seen = memory.seen();
            newcomer.join();
            return new Outcome(before, during, seen, bodies.sent(), bodies.failed(), bodies.open(), bodies.ended(),
                    ProcessHandle.of(coordinator.pid()).isPresent(),
                    Scrape.of(coordinator.address(), SlowReaders.CUT), !newcomer.token().isEmpty());
        }
    }
}
