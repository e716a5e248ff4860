package io.tributary.loadtest.members;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.report.Figure;
import io.tributary.loadtest.round.BenchmarkPlan;
import io.tributary.loadtest.round.EchoTrainer;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A round with no training on one member and on several, each time over a PostgreSQL and an object store that are started with them:
 * {@code loadtest/bench members VALUES DEVICES [ROUNDS [MEMBERS..]]}. Prints seconds a warm round, what members sent one another in
 * it and what for, and the model, which must be the same.
 */
public final class MembersRoundBenchmark {
    private static final int USUAL_ROUNDS = 5;
    private static final int WARM_UP = 3;
    private static final int SECONDS = 300;
    private static final int OPTIONS = 3;
    private static final double MEGA = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private MembersRoundBenchmark() {}

    private record Setting(int values, int devices, int rounds) {}

    /** What was seen with some members. */
    private record Seen(List<RoundView> warm, OptionalLong between, BytesByKind before, BytesByKind after,
            String sha256) {}

    /** Takes the number of values, of devices, of measured rounds, and how many members, one number after the other. */
    public static void main(String[] args) throws Exception {
        Setting setting = new Setting(Integer.parseInt(args[0]), Integer.parseInt(args[1]),
                args.length > 2 ? Integer.parseInt(args[2]) : USUAL_ROUNDS);
        List<Integer> counts = args.length > OPTIONS
                ? Arrays.stream(args).skip(OPTIONS).map(Integer::valueOf).toList() : List.of(1, 3);
        double first = 0;
        for (int count : counts) {
            Seen seen = play(setting, count);
            double median = print(setting, count, seen);
            if (first == 0) {
                first = median;
            } else {
                new Figure(count + " members / " + counts.getFirst(), median / first, "").print();
            }
        }
    }

    private static Seen play(Setting setting, int count) throws Exception {
        EchoTrainer trainer = new EchoTrainer(setting.values());
        try (Members members = Members.open(count, "-Xmx1g")) {
            String run = members.anyAddress().start(members.owner(),
                    BenchmarkPlan.of(setting.values(), setting.devices(), WARM_UP + setting.rounds(), SECONDS));
            List<URI> uris = members.uris();
            try (Fleet fleet = Fleet.start(members.vertx(), new Fleet.Setting(setting.devices(), _ -> trainer,
                    members.homes(), _ -> uris, members.owner().publicKey(), members.anyAddress().key()))) {
                OptionalLong before = warm(members, run);
                BytesByKind kinds = BytesByKind.of(members);
                if (!fleet.awaitEnd(PATIENCE)) {
                    throw new IllegalStateException("the run did not end within " + PATIENCE);
                }
                OptionalLong after = MemberTraffic.bytes(members.memberPorts());
                RunView view = members.anyAddress().view(run);
                List<RoundView> warm = view.history().subList(WARM_UP, view.history().size());
                return new Seen(warm, difference(before, after), kinds, BytesByKind.of(members),
                        sha256(warm.getLast()));
            }
        }
    }

    private static String sha256(RoundView round) {
        RoundView.Model model = round.model();
        return model == null || model.sha256() == null ? "none" : model.sha256();
    }

    /** What members had sent when the rounds that do not count were over. */
    private static OptionalLong warm(Members members, String run) throws Exception {
        try (StoredRun stored = new StoredRun(members.database(), run)) {
            stored.await(state -> state.round() > WARM_UP, PATIENCE);
        }
        return MemberTraffic.bytes(members.memberPorts());
    }

    private static OptionalLong difference(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong()) : OptionalLong.empty();
    }

    private static double print(Setting setting, int count, Seen seen) {
        List<Double> seconds = seen.warm().stream().map(MembersRoundBenchmark::seconds).toList();
        System.out.printf(Locale.ROOT,
                "%d members: %d devices x %.2f MB, seconds of the measured rounds: %s; model %s%n",
                count, setting.devices(), setting.values() * (double) Float.BYTES / MEGA,
                seconds.stream().map(one -> String.format(Locale.ROOT, "%.2f", one)).collect(Collectors.joining(" ")),
                seen.sha256());
        double median = seconds.stream().sorted().skip(seconds.size() / 2).findFirst().orElseThrow();
        new Figure("median round on " + count, median, "s").print();
        seen.between().ifPresentOrElse(
                bytes -> new Figure("sent between members a round on " + count,
                        bytes / MEGA / setting.rounds(), "MB").print(),
                () -> System.out.println("sent between members: not measured, there is no ss (iproute2)"));
        if (count > 1) {
            seen.after().print(seen.before(), setting.rounds(), count);
        }
        return median;
    }

    private static double seconds(RoundView round) {
        RoundView.Seconds seconds = round.seconds();
        return seconds.select() + seconds.train() + seconds.upload() + seconds.aggregate();
    }
}
