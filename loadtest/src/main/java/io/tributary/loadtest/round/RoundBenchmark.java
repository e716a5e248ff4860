package io.tributary.loadtest.round;

import io.tributary.client.FederatedClient;
import io.tributary.examples.process.SiblingJvm;
import io.tributary.examples.process.SiblingLaunch;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A round with no training over loopback (BENCHMARKS b): devices fetch the model, seal an update, upload it; the coordinator, in
 * a JVM of its own, opens, checks, stores durably, sums and commits. Prints seconds a warm round, MB/s, and the coordinator's peak
 * memory.
 *
 * <p>{@code loadtest/bench round VALUES DEVICES [ROUNDS [JVM OPTIONS OF THE COORDINATOR]]}
 */
public final class RoundBenchmark {
    private static final int WARM_UP = 3;
    private static final int USUAL_ROUNDS = 7;
    private static final double MEGA = 1e6;
    private static final long START_SECONDS = 60;

    private RoundBenchmark() {}

    /** Takes the number of values, of devices, of measured rounds, and JVM options of the coordinator. */
    public static void main(String[] args) throws Exception {
        int values = Integer.parseInt(args[0]);
        int devices = Integer.parseInt(args[1]);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : USUAL_ROUNDS;
        List<String> options = List.of(args).subList(Math.min(3, args.length), args.length);
        Path directory = Files.createTempDirectory("round-benchmark-");
        try {
            measure(values, devices, rounds, options, directory);
        } finally {
            delete(directory);
        }
    }

    private static void measure(int values, int devices, int rounds, List<String> options, Path directory)
            throws Exception {
        SigningKey owner = SigningKey.generate();
        SiblingLaunch launch = new SiblingLaunch("coordinator", BenchmarkCoordinator.class,
                List.of(directory.toString(), Base64.getEncoder().encodeToString(owner.publicKey().raw())), options,
                System.err::println, System.err::println);
        try (SiblingJvm jvm = SiblingJvm.start(launch)) {
            Address address = Address.await(directory.resolve("address"), jvm);
            String run = address.start(owner, BenchmarkPlan.of(values, devices, WARM_UP + rounds));
            play(values, devices, owner.publicKey(), address, directory);
            RunView view = address.view(run);
            Residence residence = Residence.of(ProcessHandle.of(jvm.pid()).orElseThrow());
            print(values, devices, view, residence);
        }
    }

    private static void play(int values, int devices, VerifyingKey owner, Address address, Path directory)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        EchoTrainer trainer = new EchoTrainer(values);
        List<FederatedClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < devices; i++) {
                clients.add(FederatedClient.builder().coordinator(address.uri()).ownerKey(owner)
                        .coordinatorKey(address.key())
                        .device("echo-" + i).deviceIndex(i).directory(directory.resolve("echo-" + i)).trainer(trainer)
                        .vertx(vertx).build());
            }
            List<Thread> threads = clients.stream().map(client -> Thread.ofVirtual().start(() -> {
                try {
                    client.run();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            })).toList();
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            clients.forEach(FederatedClient::close);
            vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void print(int values, int devices, RunView view, Residence residence) {
        List<RoundView> warm = view.history().subList(WARM_UP, view.history().size());
        double megabytes = values * (double) Float.BYTES / MEGA;
        double round = median(warm.stream().map(RoundBenchmark::seconds).toList());
        System.out.printf(Locale.ROOT, "%d devices x %.2f MB, %d warm rounds, status %s%n", devices, megabytes,
                warm.size(),
                view.status());
        System.out.printf(Locale.ROOT, "  round   median %.3f s  (select %.3f, upload %.3f, aggregate %.3f)%n", round,
                median(warm.stream().map(r -> r.seconds().select()).toList()),
                median(warm.stream().map(r -> r.seconds().upload()).toList()),
                median(warm.stream().map(r -> r.seconds().aggregate()).toList()));
        System.out.printf(Locale.ROOT, "  up      %.0f MB/s, down %.0f MB/s%n",
                median(warm.stream().map(r -> r.bytesUp() / MEGA / seconds(r)).toList()),
                median(warm.stream().map(r -> r.bytesDown() / MEGA / seconds(r)).toList()));
        System.out.printf(Locale.ROOT, "  coordinator peak RSS %.0f MB = %.2f x model, CPU %.1f s in all%n",
                residence.peakBytes() / MEGA, residence.peakBytes() / MEGA / megabytes, residence.cpuSeconds());
    }

    private static double seconds(RoundView round) {
        RoundView.Seconds seconds = round.seconds();
        return seconds.select() + seconds.train() + seconds.upload() + seconds.aggregate();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Where the coordinator is, and what an operator may do there. */
    record Address(URI uri, VerifyingKey key, String token) {
        static Address await(Path file, SiblingJvm jvm) throws Exception {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!Files.exists(file)) {
                if (!jvm.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException("the coordinator did not start");
                }
                Thread.onSpinWait();
            }
            List<String> lines = Files.readAllLines(file);
            return new Address(URI.create("http://127.0.0.1:" + lines.get(0)),
                    VerifyingKey.of(Base64.getDecoder().decode(lines.get(1))), lines.get(2));
        }

        String start(SigningKey owner, io.tributary.protocol.plan.RunPlan plan) throws Exception {
            byte[] body =
                    WireJson.write(new io.tributary.protocol.message.RunRequest(owner.sign(WireJson.write(plan))));
            return WireJson.readMessage(send(request("/v1/runs").POST(BodyPublishers.ofByteArray(body))
                    .header("Content-Type", "application/json")), io.tributary.protocol.message.RunCreated.class).run();
        }

        RunView view(String run) throws Exception {
            return WireJson.readMessage(send(request("/v1/runs/" + run).GET()), RunView.class);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(uri.resolve(path)).header("Authorization", "Bearer " + token);
        }

        private static byte[] send(HttpRequest.Builder request) throws Exception {
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(request.build(), BodyHandlers.ofByteArray()).body();
            }
        }
    }
}
