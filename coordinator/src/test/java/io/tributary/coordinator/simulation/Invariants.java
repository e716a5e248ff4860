package io.tributary.coordinator.simulation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.job.OptimizerState;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.Strategy;
import io.tributary.aggregation.job.UpdateSource;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.SteppedRun;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks what is stored when a world has ended. */
final class Invariants {
    private static final double CLOSE = 1e-4;

    private final World world;
    private final History history;
    private final ModelRegistry registry;
    private final Map<Integer, List<String>> accepted = new TreeMap<>();
    private final Map<Integer, Set<String>> excluded = new TreeMap<>();
    private final Map<Integer, Integer> versions = new TreeMap<>();
    /** Optimizer state by slot and chunk, carried from round to round. */
    private final Map<String, float[]> state = new TreeMap<>();

    Invariants(World world) {
        this.world = world;
        this.history = world.history;
        this.registry = new ModelRegistry(world.storage.real.models(), world.storage.real.objects(),
                SigningKeys.single(World.KEY),
                world.time);
    }

    void check() {
        try {
            RunView view = SteppedRun.view(World.RUN, world.storage.real);
            ends(view);
            events().forEach(this::read);
            view.history().forEach(this::round);
        } catch (IllegalStateException unreadable) {
            history.violated(Property.EVERY_ROUND_ENDS, "the stored events cannot be replayed: " + unreadable);
        }
        world.history.acknowledged.keySet().forEach(this::kept);
        versions.forEach(this::model);
    }

    private List<RoundEvent> events() {
        return world.storage.real.rounds().events(World.RUN, 1).stream()
                .map(stored -> EventCodec.decode(stored.json())).toList();
    }

    private void ends(RunView view) {
        boolean cameToNothing = view.status() == RunView.Status.FAILED
                && view.history().stream().allMatch(round -> round.outcome() == RoundView.Outcome.ABANDONED);
        if (view.status() == RunView.Status.ACTIVE || (view.status() == RunView.Status.FAILED && !cameToNothing)) {
            history.violated(Property.EVERY_ROUND_ENDS,
                    "the run is " + view.status() + " in round " + view.round() + ", " + view.state() + ", "
                            + view.failure());
        }
    }

    private void round(RoundView round) {
        history.note("the run " + (round.outcome() == RoundView.Outcome.COMMITTED ? "commits" : "abandons") + " round "
                + round.round() + " with " + round.reports().accepted() + " updates, " + round.reason());
        String reason = Optional.ofNullable(round.reason()).orElse("");
        if (reason.startsWith("aggregation failed") || reason.startsWith("configuration failed")
                || reason.startsWith("key lost")) {
            history.violated(Property.EVERY_ROUND_ENDS, "round " + round.round() + " was abandoned: " + reason);
        }
    }

    private void read(RoundEvent event) {
        switch (event) {
            case RoundEvent.ReportsClosed closed -> {
                accepted.putIfAbsent(closed.round(), closed.accepted());
                if (new HashSet<>(closed.accepted()).size() < closed.accepted().size()) {
                    history.violated(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE, "accepted are " + closed.accepted());
                }
            }
            case RoundEvent.UpdateExcluded left -> {
                excluded.computeIfAbsent(left.round(), _ -> new HashSet<>()).add(left.device());
                if (!world.damaged.contains(new History.Participation(left.round(), left.device()))) {
                    history.violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, left + " was left out and is whole");
                }
            }
            case RoundEvent.VersionCommitted version -> versions.put(version.round(), version.version());
            case RoundEvent.OfferPublished published -> keyIsGone(published);
            default -> {}
        }
    }

    private void keyIsGone(RoundEvent.OfferPublished published) {
        byte[] offered = offer(published).roundKeyBytes();
        world.storage.real.keys().find(World.RUN + "." + published.round())
                .map(secret -> RoundKeyPair.decodeSecret(secret).publicKey().raw())
                .filter(there -> history.isOver() && Arrays.equals(there, offered))
                .ifPresent(_ -> history.violated(Property.KEYS_ARE_DESTROYED, "of round " + published.round()));
    }

    private static RoundOffer offer(RoundEvent.OfferPublished published) {
        try {
            return WireJson.readDocument(published.offer().payload(), RoundOffer.class);
        } catch (RejectedException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void kept(History.Participation part) {
        String sha256 = history.acknowledged.get(part);
        List<AcceptedUpdate> rows = world.storage.real.rounds().accepted(World.RUN, part.round());
        if (rows.stream().noneMatch(row -> row.device().equals(part.device()) && row.sha256().equals(sha256))) {
            history.violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, part + " was acknowledged and has no row");
        }
        if (versions.containsKey(part.round())
                && !accepted.getOrDefault(part.round(), List.of()).contains(part.device())) {
            history.violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, part + " was acknowledged and is not in the model");
        }
    }

    private void model(int round, int version) {
        try {
            check(round, version);
        } catch (StoreException gone) {
            history.violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, "version " + version + " is not there: " + gone);
        }
    }

    private void check(int round, int version) {
        float[] before = registry.load(world.plan.model(), version - 1);
        float[] after = registry.load(world.plan.model(), version);
        Set<String> out = excluded.getOrDefault(round, Set.of());
        List<String> devices = accepted.getOrDefault(round, List.of()).stream().filter(device -> !out.contains(device))
                .toList();
        if (world.plan.strategy().equals(StrategySpec.FEDAVG)) {
            counts(round, devices, before, after);
        }
        if (!Arrays.equals(recomputed(round, devices, before), after)) {
            history.violated(Property.A_MODEL_IS_WHAT_WAS_ACCEPTED, "round " + round + " of " + devices);
        }
    }

    /** Each device and round has a parameter of its own, whose value says how often that update was counted. */
    private void counts(int round, List<String> devices, float[] before, float[] after) {
        double total = devices.stream().mapToInt(device -> world.weight(number(device))).sum();
        for (int of = 1; of <= world.plan.rounds(); of++) {
            for (int device = 0; device < World.DEVICES; device++) {
                int place = world.place(of, device);
                double counted = (after[place] - before[place]) * total / world.weight(device);
                boolean now = of == round && devices.contains("d" + device);
                if (Math.abs(counted - (now ? 1 : 0)) > CLOSE) {
                    history.violated(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE, "the update of d" + device + " in round "
                            + of + " counts " + counted + " times in round " + round);
                }
            }
        }
    }

    private static int number(String device) {
        return Integer.parseInt(device.substring(1));
    }

    /** The version that the unsealed updates of these devices make from the one before. */
    private float[] recomputed(int round, List<String> devices, float[] before) {
        float[] next = new float[before.length];
        Chunking chunking = world.plan.layout().chunking();
        try {
            Strategy strategy = Strategy.of(world.plan, round);
            RangeJob job = new RangeJob(world.plan.layout(), world.plan.update(), strategy,
                    new Plain(round, devices),
                    (chunk, into) -> System.arraycopy(before, chunking.offset(chunk), into, 0, chunking.length(chunk)),
                    new Remembered(strategy), (chunk, values, length) -> {
                        System.arraycopy(values, 0, next, chunking.offset(chunk), length);
                        return Sha256.ZERO;
                    });
            job.run(new Ports.Here());
            return next;
        } catch (RejectedException | AggregationException | InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private final class Remembered implements OptimizerState {
        private final Strategy strategy;

        Remembered(Strategy strategy) {
            this.strategy = strategy;
        }

        @Override
        public void read(int slot, int chunk, float[] into) {
            float[] kept = state.get(slot + "/" + chunk);
            Arrays.fill(into, strategy.initial(slot));
            if (kept != null) {
                System.arraycopy(kept, 0, into, 0, kept.length);
            }
        }

        @Override
        public Sha256 write(int slot, int chunk, float[] values, int length) {
            state.put(slot + "/" + chunk, Arrays.copyOf(values, length));
            return Sha256.ZERO;
        }
    }

    private final class Plain implements UpdateSource {
        private final int round;
        private final List<String> devices;

        Plain(int round, List<String> devices) {
            this.round = round;
            this.devices = devices.stream().distinct().toList();
        }

        @Override
        public int count() {
            return devices.size();
        }

        @Override
        public String device(int update) {
            return devices.get(update);
        }

        @Override
        public int weight(int update) {
            return world.weight(number(device(update)));
        }

        @Override
        public void read(int update, int chunk, float[] into) {
            float[] values = world.delta(round, number(device(update)));
            Chunking chunking = world.plan.layout().chunking();
            System.arraycopy(values, chunking.offset(chunk), into, 0, chunking.length(chunk));
        }
    }
}
