package io.tributary.loadtest.fault;

import io.tributary.client.transport.TransportException;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.loadtest.round.Residence;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Scenario "slow": a coordinator with {@code -Xmx512m} among connections that send half a request and enrolled devices of the cohort
 * that send a byte a second, while honest devices ask, upload and report.
 */
final class SlowSenders {
    private static final int HONEST = 20;
    private static final int ENROL_AT_ONCE = 16;
    private static final int BOMB_BYTES = 100_000_000;
    private static final int PAUSE_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DEADLINE_SECONDS = 240;

    private SlowSenders() {}

    /** How much of it, and for how long honest devices are watched, in seconds. */
    record Setting(int halfOpen, int slow, int seconds, int values) {}

    /**
     * What came of it.
     *
     * @param asked times of honest questions ({@code /readyz}) while all others were connected
     * @param silent honest questions without an answer of 200 within 30 s
     * @param uploaded times of honest updates, from the first byte to the receipt
     * @param failed honest updates that were not acknowledged, and why
     * @param open connections of the others at the end
     * @param givenUp connections of the others that the coordinator gave up
     * @param bombs statuses of compressed requests
     */
    record Outcome(boolean alive, Times asked, int silent, Times uploaded, List<String> failed, int open, int givenUp,
            Map<String, Integer> bombs, Residence residence, RunView view) {
        /** Nobody ran out of memory, honest questions stay below a second at p99, and honest updates came through. */
        boolean holds() {
            return alive && silent == 0 && failed.isEmpty()
                    && asked.quantile(0.99).compareTo(Duration.ofSeconds(1)) < 0
                    && bombs.values().stream().allMatch(status -> status >= 400 && status < 500);
        }
    }

    static Outcome play(Setting setting) throws Exception {
        int devices = setting.slow() + HONEST;
        FaultPlan plan = new FaultPlan(setting.values(), 1,
                new RoundSpec(devices, 1, HONEST, 1, devices, DEADLINE_SECONDS, DEADLINE_SECONDS));
        List<RawDevice> joined = new ArrayList<>();
        try (Testbed testbed = Testbed.open("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                String run = testbed.run(plan);
                for (int device = 0; device < devices; device++) {
                    joined.add(new RawDevice(testbed.vertx(), testbed.coordinator().address().uri(),
                            KnownUpdates.name(device)));
                }
                List<RoundOffer> offers = offers(joined, threads);
                return play(setting, testbed, run, plan, joined, offers, threads);
            } finally {
                joined.forEach(RawDevice::close);
            }
        }
    }

    /** Enrols a few at a time, then lets all check in until they are chosen. */
    private static List<RoundOffer> offers(List<RawDevice> devices, ExecutorService threads) throws Exception {
        for (int from = 0; from < devices.size(); from += ENROL_AT_ONCE) {
            all(devices.subList(from, Math.min(devices.size(), from + ENROL_AT_ONCE)).stream()
                    .<Callable<Boolean>>map(device -> () -> {
                        device.join();
                        return true;
                    }).toList(), threads);
        }
        return all(devices.stream().<Callable<RoundOffer>>map(device -> () -> device.awaitOffer(PATIENCE)).toList(),
                threads);
    }

    private static <T> List<T> all(List<Callable<T>> work, ExecutorService threads) throws Exception {
        List<T> done = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(work)) {
            done.add(future.get());
        }
        return done;
    }

    private static Outcome play(Setting setting, Testbed testbed, String run, FaultPlan plan, List<RawDevice> devices,
            List<RoundOffer> offers, ExecutorService threads) throws Exception {
        HalfOpenConnections halfOpen =
                new HalfOpenConnections(testbed.vertx(), testbed.coordinator().address().uri().getPort());
        long length = SealedSizes.of(plan.plan()).totalBytes();
        for (int device = HONEST; device < devices.size(); device++) {
            halfOpen.slow(devices.get(device), offers.get(device), length);
        }
        halfOpen.halfOpen(setting.halfOpen());
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        List<Duration> uploaded = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> uploads = new ArrayList<>();
        for (int device = 0; device < HONEST; device++) {
            RawDevice honest = devices.get(device);
            RoundOffer offer = offers.get(device);
            uploads.add(threads.submit(() -> upload(testbed, honest, offer, setting.values(), uploaded, failed)));
        }
        List<Duration> asked = new ArrayList<>();
        int silent = ask(testbed, setting, asked);
        Map<String, Integer> bombs = bombs(testbed);
        for (Future<?> upload : uploads) {
            upload.get();
        }
        ProcessHandle process = ProcessHandle.of(testbed.coordinator().pid()).orElseThrow();
        return new Outcome(process.isAlive(), Times.of(asked), silent, Times.of(uploaded), failed, halfOpen.open(),
                halfOpen.givenUp(), bombs, Residence.of(process), testbed.coordinator().address().view(run));
    }

    private static void upload(Testbed testbed, RawDevice device, RoundOffer offer, int values, List<Duration> uploaded,
            List<String> failed) {
        long begin = System.nanoTime();
        try {
            byte[] sealed = device.seal(offer, List.of(new ChunkCodec().encode(new float[values], 0, values)));
            device.report(offer, device.upload(offer, sealed, testbed.homes().resolve(device.id())), sealed);
            uploaded.add(Duration.ofNanos(System.nanoTime() - begin));
        } catch (RejectedException | TransportException | IOException | InterruptedException broken) {
            failed.add(device.id() + ": " + broken.getMessage());
        }
    }

    private static int ask(Testbed testbed, Setting setting, List<Duration> asked) throws InterruptedException {
        int silent = 0;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(setting.seconds());
        try (Probe probe = new Probe(testbed.coordinator().address().uri(), Duration.ofSeconds(30))) {
            while (System.nanoTime() < until) {
                long begin = System.nanoTime();
                silent += probe.get("/readyz") == 200 ? 0 : 1;
                asked.add(Duration.ofNanos(System.nanoTime() - begin));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return silent;
    }

    private static Map<String, Integer> bombs(Testbed testbed) throws Exception {
        byte[] bomb = bomb();
        Map<String, Integer> statuses = new TreeMap<>();
        try (Probe probe = new Probe(testbed.coordinator().address().uri(), Duration.ofSeconds(30))) {
            for (String path : List.of("/v1/enrolments", "/v1/sessions", "/v1/messages", "/v1/runs")) {
                statuses.put(path, probe.postCompressed(path, bomb));
            }
        }
        return statuses;
    }

    /** 100 MB of zeros in 97 kB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (int left = BOMB_BYTES; left > 0; left -= 1_000_000) {
                out.write(new byte[1_000_000]);
            }
        }
        return bytes.toByteArray();
    }
}
