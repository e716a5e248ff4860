package io.tributary.loadtest.round;

import io.tributary.client.ClientBuilder;
import io.tributary.client.DeniedException;
import io.tributary.client.FederatedClient;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.report.Figure;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.Authorities;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A round with no training over loopback: devices fetch the model, seal an update, upload it; the coordinator, in
 * a JVM of its own, opens, checks, stores durably, sums and commits. Prints seconds a warm round, MB/s, and the coordinator's peak
 * memory.
 *
 * <p>{@code loadtest/bench round VALUES DEVICES [ROUNDS [JVM OPTIONS OF THE COORDINATOR]]}. Devices fsync what they fetch and what
 * they seal, on the coordinator's disk unless {@code BENCH_DEVICES} names a folder elsewhere, such as one in memory: in the field
 * they have disks of their own. With {@code BENCH_TLS=yes} they speak TLS 1.3, by a certificate that is made at the start.
 */
public final class RoundBenchmark {
    private static final int WARM_UP_UPDATES = 80;
    private static final int LEAST_WARM_UP = 3;
    private static final int USUAL_ROUNDS = 7;
    private static final double MEGA = 1e6;
    private static final long START_SECONDS = 60;
    private static final String HOMES = "BENCH_DEVICES";
    private static final String TLS = "BENCH_TLS";

    private RoundBenchmark() {}

    /** What is measured, where the coordinator and the devices keep their files, and the certificates if they speak TLS. */
    private record Setting(int values, int devices, int rounds, List<String> options, Path directory, Path homes,
            Optional<LoopbackTls> tls) {}

    /** Takes the number of values, of devices, of measured rounds, and JVM options of the coordinator. */
    public static void main(String[] args) throws Exception {
        int values = Integer.parseInt(args[0]);
        int devices = Integer.parseInt(args[1]);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : USUAL_ROUNDS;
        List<String> options = List.of(args).subList(Math.min(3, args.length), args.length);
        String elsewhere = System.getenv(HOMES);
        try (WorkDirectory directory = WorkDirectory.temporary();
                WorkDirectory homes =
                        elsewhere == null ? WorkDirectory.temporary() : WorkDirectory.in(Path.of(elsewhere))) {
            Optional<LoopbackTls> tls = "yes".equals(System.getenv(TLS))
                    ? Optional.of(LoopbackTls.make(directory.path().resolve("certs"))) : Optional.empty();
            measure(new Setting(values, devices, rounds, options, directory.path(), homes.path(), tls));
        }
    }

    private static void measure(Setting setting) throws Exception {
        SigningKey owner = SigningKey.generate();
        List<String> arguments = new ArrayList<>(List.of(setting.directory().toString(),
                Base64.getEncoder().encodeToString(owner.publicKey().raw())));
        setting.tls().ifPresent(tls -> arguments.add(tls.folder().toString()));
        SiblingLaunch launch = new SiblingLaunch("coordinator", BenchmarkCoordinator.class, arguments,
                BenchmarkCoordinator.options(setting.options()),
                System.err::println, System.err::println);
        try (SiblingJvm jvm = SiblingJvm.start(launch)) {
            Optional<Authorities> authorities =
                    setting.tls().isEmpty() ? Optional.empty() : Optional.of(setting.tls().get().authorities());
            Address address = Address.await(setting.directory().resolve("address"), jvm, authorities);
            int rounds = warmUp(setting.devices()) + setting.rounds();
            String run = address.start(owner, BenchmarkPlan.of(setting.values(), setting.devices(), rounds));
            play(setting, owner.publicKey(), address);
            Residence residence = Residence.of(ProcessHandle.of(jvm.pid()).orElseThrow());
            print(setting, address.view(run), residence);
        }
    }

    /** Rounds that do not count: the compilers of both JVMs share the cores with what is measured. */
    private static int warmUp(int devices) {
        return Math.max(LEAST_WARM_UP, WARM_UP_UPDATES / devices);
    }

    private static void play(Setting setting, VerifyingKey owner, Address address) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        EchoTrainer trainer = new EchoTrainer(setting.values());
        List<FederatedClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < setting.devices(); i++) {
                ClientBuilder client = FederatedClient.builder().coordinator(address.uri()).ownerKey(owner)
                        .coordinatorKey(address.key())
                        .device("echo-" + i).deviceIndex(i).directory(setting.homes().resolve("echo-" + i))
                        .trainer(trainer).vertx(vertx).endsWithRuns();
                setting.tls().ifPresent(tls -> client.authority(tls.authority()));
                clients.add(client.build());
            }
            List<Thread> threads = clients.stream().map(client -> Thread.ofVirtual().start(() -> {
                try {
                    client.run();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } catch (DeniedException denied) {
                    throw new IllegalStateException(denied.getMessage(), denied);
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

    private static void print(Setting setting, RunView view, Residence residence) {
        List<RoundView> warm = view.history().subList(warmUp(setting.devices()), view.history().size());
        double megabytes = setting.values() * (double) Float.BYTES / MEGA;
        System.out.printf(Locale.ROOT, "%d devices x %.2f MB%s, %d rounds to warm up and %d measured, status %s%n",
                setting.devices(), megabytes, setting.tls().isPresent() ? " over TLS" : "", warmUp(setting.devices()),
                warm.size(), view.status());
        System.out.printf(Locale.ROOT, "  medians: select %.3f s, train %.3f s, upload %.3f s, aggregate %.3f s%n",
                median(warm, round -> round.seconds().select()), median(warm, round -> round.seconds().train()),
                median(warm, round -> round.seconds().upload()), median(warm, round -> round.seconds().aggregate()));
        System.out.println("  seconds of every round: " + view.history().stream()
                .map(round -> String.format(Locale.ROOT, "%.2f", seconds(round))).collect(Collectors.joining(" ")));
        double round = median(warm, RoundBenchmark::seconds);
        new Figure("median round", round, "s").print();
        new Figure("first round / median", seconds(view.history().getFirst()) / round, "").print();
        new Figure("up", median(warm, one -> one.traffic().bytesUp() / MEGA / seconds(one)), "MB/s").print();
        new Figure("down", median(warm, one -> one.traffic().bytesDown() / MEGA / seconds(one)), "MB/s").print();
        new Figure("coordinator's peak RSS", residence.peakBytes() / MEGA, "MB").print();
        new Figure("coordinator's CPU, its start and all rounds", residence.cpuSeconds(), "s").print();
    }

    private static double seconds(RoundView round) {
        RoundView.Seconds seconds = round.seconds();
        return seconds.select() + seconds.train() + seconds.upload() + seconds.aggregate();
    }

    private static double median(List<RoundView> rounds, ToDoubleFunction<RoundView> of) {
        return rounds.stream().mapToDouble(of).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }
}
