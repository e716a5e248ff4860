package io.tributary.loadtest.fault;

import io.tributary.client.transport.TransportException;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.loadtest.round.Address;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What honest peers ask while others do harm, each kind one after the other: whether the coordinator lives, on a connection of its own
 * each time; a session of an enrolled device; an operator's list of runs.
 */
final class HonestCalls implements AutoCloseable {
    /** No kind may take longer at p99. */
    static final Duration MOST = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAUSE_MILLIS = 100;
    /** So many that none opens more sessions than a device may. */
    private static final int DEVICES = 16;
    private static final int OK = 200;
    private final Address coordinator;
    private final List<RawDevice> devices = new ArrayList<>();

    private HonestCalls(Address coordinator) {
        this.coordinator = coordinator;
    }

    /** Enrols the devices. */
    static HonestCalls of(Testbed testbed) throws Exception {
        HonestCalls calls = new HonestCalls(testbed.coordinator().address());
        for (int i = 0; i < DEVICES; i++) {
            RawDevice device = new RawDevice(testbed.vertx(), calls.coordinator.uri(), "honest-" + i);
            calls.devices.add(device);
            device.join();
        }
        return calls;
    }

    /**
     * What came of it.
     *
     * @param failed what was not answered with success, and how often
     */
    record Outcome(Times health, Times sessions, Times operators, Map<String, Integer> failed) {
        /** Every call was answered, and each kind below {@link #MOST} at p99. */
        boolean holds() {
            return failed.isEmpty()
                    && List.of(health, sessions, operators).stream().allMatch(HonestCalls::quick);
        }

        void tell(Table table, String when) {
            table.row("/healthz " + when, health.words(0.99));
            table.row("sessions opened " + when, sessions.words(0.99));
            table.row("operators' calls " + when, operators.words(0.99));
            table.row("not answered " + when, failed);
        }
    }

    private static boolean quick(Times times) {
        return !times.sorted().isEmpty() && times.quantile(0.99).compareTo(MOST) < 0;
    }

    private interface Call {
        /** @return empty if it was answered with success, else what came instead */
        String ask() throws Exception;
    }

    /** Asks for this long. */
    Outcome during(Duration time) throws Exception {
        Map<String, Integer> failed = new TreeMap<>();
        try (Probe probe = new Probe(coordinator.uri(), PATIENCE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long until = System.nanoTime() + time.toNanos();
            Future<Times> health = threads.submit(asking(until, "/healthz", this::alive, failed));
            Future<Times> sessions = threads.submit(asking(until, "session", this::session, failed));
            Future<Times> operators = threads.submit(asking(until, "/v1/runs", () -> list(probe), failed));
            return new Outcome(health.get(), sessions.get(), operators.get(), failed);
        }
    }

    private static Callable<Times> asking(long until, String what, Call call, Map<String, Integer> failed) {
        return () -> {
            List<Duration> took = new ArrayList<>();
            while (System.nanoTime() < until) {
                long begin = System.nanoTime();
                String wrong = call.ask();
                took.add(Duration.ofNanos(System.nanoTime() - begin));
                if (!wrong.isEmpty()) {
                    synchronized (failed) {
                        failed.merge(what + ": " + wrong, 1, Integer::sum);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            return Times.of(took);
        };
    }

    private String alive() {
        try (Socket socket = new Socket(coordinator.uri().getHost(), coordinator.uri().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: coordinator\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 200 ") ? "" : answer.lines().findFirst().orElse("no answer");
        } catch (IOException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    /** Of each device in turn. */
    private String session() throws InterruptedException {
        try {
            devices.addLast(devices.removeFirst());
            devices.getFirst().openSession();
            return "";
        } catch (RejectedException refused) {
            return refused.reason().code();
        } catch (TransportException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    private String list(Probe probe) throws InterruptedException {
        int status = probe.get("/v1/runs", coordinator.token());
        return status == OK ? "" : String.valueOf(status);
    }

    @Override
    public void close() {
        devices.forEach(RawDevice::close);
    }
}
