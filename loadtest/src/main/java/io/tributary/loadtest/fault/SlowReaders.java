package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Scenario "readers": connections of one address that read chunks of a model at 1 kB/s, either as strangers where models are public or
 * each in the session of a device, within the limits of a product. Others must not notice.
 */
final class SlowReaders {
    private static final int VALUES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    static final String CUT = "tributary_connections_cut_total";
    private static final int OK = 200;
    private static final int TIMES = 32;

    private SlowReaders() {}

    /** How many connections, for how long, whether as strangers or in sessions of devices, and how long others are watched before. */
    record Setting(int connections, int seconds, boolean strangers, int before) {}

    /**
     * What came of it.
     *
     * @param before calls of others before anybody read slowly
     * @param during calls of others meanwhile
     * @param open connections of slow readers at the end
     * @param ended connections of slow readers that have seen their end
     * @param bytes that slow readers read
     * @param cut connections that the coordinator cut, and why
     * @param whole whether a chunk came whole afterwards
     */
    record Outcome(HonestCalls.Outcome before, HonestCalls.Outcome during, ResidentMemory.Seen memory, int open,
            int ended, long bytes, boolean alive, Scrape cut, boolean whole) {
        /** Nothing was lost, whatever the time that it took. */
        boolean isHarmless() {
            return alive && whole && during.failed().isEmpty() && memory.isFlat() && bytes > 0;
        }

        boolean holds() {
            return isHarmless() && during.holds();
        }

        void tell(Table table) {
            table.row("coordinator", alive ? "lives" : "DIED");
            table.row("its resident memory", memory);
            table.row("slow readers: open at the end, ended", open + ", " + ended);
            table.row("bytes that they read", bytes);
            table.row("cut", cut);
            before.tell(table, "before");
            during.tell(table, "meanwhile");
            table.row("a chunk came whole afterwards", whole);
        }
    }

    static Outcome play(Setting setting) throws Exception {
        try (Testbed testbed = Testbed.open(ResidentMemory.options("-Dfault.limits=product",
                "-Dfault.publicModels=" + setting.strangers()));
                HonestCalls calls = HonestCalls.of(testbed)) {
            String chunk = "/v1/models/" + FaultPlan.MODEL + "/chunks/" + chunk(testbed, setting);
            List<String> requests = requests(testbed, setting, chunk);
            return play(setting, testbed, calls, chunk, requests);
        }
    }

    /** A run makes a version at its start; nobody is asked to train. */
    private static String chunk(Testbed testbed, Setting setting) throws Exception {
        int more = 2 * setting.connections() + 100;
        String run = testbed.run(new FaultPlan(VALUES, 1, new RoundSpec(more, 1, more, more, more, 600, 600)));
        CoordinatorDatabase stored = read(testbed, run);
        while (stored.versions().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
            stored = read(testbed, run);
        }
        return stored.versions().getFirst().content().chunks().getFirst();
    }

    private static CoordinatorDatabase read(Testbed testbed, String run) throws Exception {
        return CoordinatorDatabase.read(
                CoordinatorDatabase.Source.sqlite(testbed.state().resolve("coordinator.db")), run, FaultPlan.MODEL);
    }

    private static List<String> requests(Testbed testbed, Setting setting, String chunk) throws Exception {
        String head = "GET " + chunk + " HTTP/1.1\r\nHost: coordinator\r\n";
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < setting.connections(); i++) {
            requests.add(head + (setting.strangers() ? "" : "Authorization: Bearer " + token(testbed, i) + "\r\n")
                    + "\r\n");
        }
        return requests;
    }

    private static String token(Testbed testbed, int i) throws Exception {
        try (RawDevice device =
                new RawDevice(testbed.vertx(), testbed.coordinator().address().uri(), "slow-" + i)) {
            join(device);
            return device.token();
        }
    }

    private static void join(RawDevice device) throws Exception {
        boolean joined = false;
        while (!joined) {
            try {
                device.join();
                joined = true;
            } catch (RejectedException often) {
                if (often.reason() != Reason.RATE_LIMITED) {
                    throw often;
                }
                TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
            }
        }
    }

    private static Outcome play(Setting setting, Testbed testbed, HonestCalls calls, String chunk,
            List<String> requests) throws Exception {
        CoordinatorProcess coordinator = testbed.coordinator();
        HonestCalls.Outcome before = calls.during(Duration.ofSeconds(setting.before()));
        try (ResidentMemory memory = new ResidentMemory(coordinator.pid());
                TricklingReaders readers = TricklingReaders.start(coordinator.address().uri(), requests)) {
            HonestCalls.Outcome during = calls.during(Duration.ofSeconds(setting.seconds()));
            int open = readers.open();
            readers.stop();
            return new Outcome(before, during, memory.seen(), open, readers.ended(), readers.bytes(),
                    ProcessHandle.of(coordinator.pid()).isPresent(),
                    Scrape.of(coordinator.address(), CUT), whole(coordinator, chunk));
        }
    }

    /** Several times, so that no place is missing either. */
    private static boolean whole(CoordinatorProcess coordinator, String chunk) throws InterruptedException {
        boolean whole = true;
        try (Probe probe = new Probe(coordinator.address().uri(), PATIENCE)) {
            for (int i = 0; i < TIMES; i++) {
                whole &= probe.get(chunk, coordinator.address().token()) == OK;
            }
        }
        return whole;
    }
}
