package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.coordinator.store.StoredRound;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rounds in maps: one set of reports a round. */
final class MemoryRoundStore implements RoundStore {
    private record Key(String run, int round) {}

    private static final class Reports {
        private final Map<String, AcceptedUpdate> accepted = new TreeMap<>();
        private Set<String> cohort = Set.of();
        private final Set<String> givenUp = new HashSet<>();
        private boolean closed;

        private boolean isGivenUp(String device, String uploadId) {
            return givenUp.contains(device + "/" + uploadId);
        }
    }

    private final Map<String, List<StoredEvent>> events = new HashMap<>();
    private final Map<String, List<StoredRound>> past = new HashMap<>();
    private final Map<Key, Set<String>> effects = new HashMap<>();
    private final Map<Key, Reports> reports = new HashMap<>();
    private final Map<Key, RoundView.Training> training = new HashMap<>();
    private final World world;

    MemoryRoundStore(World world) {
        this.world = world;
    }

    /** The round of the newest event of a run, 0 if it has none. */
    int lastRound(String run) {
        StoredLog log = stored(run);
        return !log.events().isEmpty() ? log.events().getLast().round()
                : log.past().isEmpty() ? 0 : log.past().getLast().round();
    }

    /** Forgets all of a run. */
    void forget(String run) {
        events.remove(run);
        past.remove(run);
        effects.keySet().removeIf(key -> key.run().equals(run));
        reports.keySet().removeIf(key -> key.run().equals(run));
        training.keySet().removeIf(key -> key.run().equals(run));
    }

    @Override
    public void append(Fence fence, int round, String json, Instant at) {
        world.owned(fence, () -> {
            StoredLog log = stored(fence.run());
            long last = log.events().isEmpty() ? log.replaced() : log.events().getLast().sequence();
            events.computeIfAbsent(fence.run(), _ -> new ArrayList<>())
                    .add(new StoredEvent(last + 1, round, json, World.kept(at)));
        });
    }

    @Override
    public StoredLog log(String run) {
        return world.in(() -> stored(run));
    }

    private StoredLog stored(String run) {
        return new StoredLog(past.getOrDefault(run, List.of()), events.getOrDefault(run, List.of()));
    }

    @Override
    public List<StoredEvent> events(String run, int fromRound) {
        return world
                .in(() -> events.getOrDefault(run, List.of()).stream().filter(e -> e.round() >= fromRound).toList());
    }

    @Override
    public List<StoredEvent> eventsAfter(String run, long sequence) {
        return world.in(() -> events.getOrDefault(run, List.of()).stream().filter(e -> e.sequence() > sequence)
                .toList());
    }

    @Override
    public void effectDone(Fence fence, int round, String effect) {
        world.owned(fence,
                () -> effects.computeIfAbsent(new Key(fence.run(), round), _ -> new HashSet<>()).add(effect));
    }

    @Override
    public Set<String> effectsDone(String run, int round) {
        return world.in(() -> Set.copyOf(effects.getOrDefault(new Key(run, round), Set.of())));
    }

    @Override
    public void openReports(Fence fence, int round, Set<String> cohort) {
        if (cohort.isEmpty()) {
            throw new IllegalArgumentException("round " + round + " needs a device to open to");
        }
        world.owned(fence, () -> {
            Reports of = reports(fence.run(), round);
            if (!of.closed && of.cohort.isEmpty()) {
                of.cohort = Set.copyOf(cohort);
            }
        });
    }

    @Override
    public AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException {
        return world.in(() -> {
            Reports of = reports(update.run(), update.round());
            if (of.cohort.isEmpty()) {
                throw new RejectedException(Reason.WRONG_ROUND, "round " + update.round() + " takes no reports");
            }
            if (!of.cohort.contains(update.device())) {
                throw new RejectedException(Reason.NOT_SELECTED,
                        update.device() + " is not in the cohort of round " + update.round());
            }
            AcceptedUpdate there = of.accepted.get(update.device());
            if (there != null && there.sameContent(update)) {
                return there;
            }
            refuseOther(of, update);
            of.accepted.put(update.device(), kept(update));
            return kept(update);
        });
    }

    private static AcceptedUpdate kept(AcceptedUpdate update) {
        return new AcceptedUpdate(update.run(), update.round(), update.device(), update.uploadId(), update.sha256(),
                update.weight(), update.loss(), update.trainMillis(), update.bytes(), World.kept(update.at()),
                update.report());
    }

    @Override
    public void giveUp(String run, int round, String device, String uploadId) throws RejectedException {
        boolean counts = world.in(() -> {
            Reports of = reports(run, round);
            AcceptedUpdate there = of.accepted.get(device);
            if (there != null && there.uploadId().equals(uploadId)) {
                return true;
            }
            if (!of.closed && !of.cohort.isEmpty()) {
                of.givenUp.add(device + "/" + uploadId);
            }
            return false;
        });
        if (counts) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "upload " + uploadId + " counts");
        }
    }

    @Override
    public boolean isGivenUp(String run, int round, String device, String uploadId) {
        return world.in(() -> reports(run, round).isGivenUp(device, uploadId));
    }

    private static void refuseOther(Reports of, AcceptedUpdate update) throws RejectedException {
        if (of.closed) {
            throw new RejectedException(Reason.LATE, "round " + update.round() + " is closed");
        }
        if (of.accepted.containsKey(update.device())) {
            throw new RejectedException(Reason.ALREADY_REPORTED,
                    "another update of " + update.device() + " counts in round " + update.round());
        }
        if (of.isGivenUp(update.device(), update.uploadId())) {
            throw new RejectedException(Reason.NOT_FOUND, "upload " + update.uploadId() + " was given up");
        }
    }

    @Override
    public List<AcceptedUpdate> closeReports(Fence fence, int round) {
        world.owned(fence, () -> {
            reports(fence.run(), round).closed = true;
            reports(fence.run(), round).givenUp.clear();
        });
        return accepted(fence.run(), round);
    }

    @Override
    public void forgetBefore(Fence fence, int round, SortedMap<Integer, String> told) {
        RoundStore.requireBefore(round, told);
        world.owned(fence, () -> {
            replace(fence.run(), told);
            effects.keySet().removeIf(key -> key.run().equals(fence.run()) && key.round() < round);
            reports.forEach((key, of) -> {
                if (key.run().equals(fence.run()) && key.round() < round) {
                    said(of).ifPresent(said -> training.put(key, said));
                    of.accepted.clear();
                    of.cohort = Set.of();
                }
            });
        });
    }

    private static Optional<RoundView.Training> said(Reports of) {
        List<AcceptedUpdate> known = of.accepted.values().stream().filter(update -> Double.isFinite(update.loss()))
                .toList();
        double weight = known.stream().mapToDouble(AcceptedUpdate::weight).sum();
        double sum = known.stream().mapToDouble(update -> update.weight() * update.loss()).sum();
        return of.accepted.isEmpty() ? Optional.empty()
                : Optional.of(new RoundView.Training(known.isEmpty() ? null : (Double) (sum / weight), known.size(),
                        of.accepted.size() - known.size()));
    }

    @Override
    public SortedMap<Integer, RoundView.Training> training(String run) {
        return world.in(() -> {
            SortedMap<Integer, RoundView.Training> all = new TreeMap<>();
            training.forEach((key, said) -> {
                if (key.run().equals(run)) {
                    all.put(key.round(), said);
                }
            });
            reports.forEach((key, of) -> {
                if (key.run().equals(run)) {
                    said(of).ifPresent(said -> all.put(key.round(), said));
                }
            });
            return all;
        });
    }

    private void replace(String run, SortedMap<Integer, String> told) {
        List<StoredEvent> stored = events.getOrDefault(run, List.of());
        if (told.isEmpty() || stored.isEmpty()) {
            return;
        }
        if (stored.stream().anyMatch(event -> event.round() < told.firstKey())) {
            throw new IllegalArgumentException("the history would have a gap before round " + told.firstKey());
        }
        told.forEach((round, json) -> stored.stream().filter(event -> event.round() == round)
                .reduce((_, later) -> later).ifPresent(last -> past.computeIfAbsent(run, _ -> new ArrayList<>())
                        .add(new StoredRound(round, last.sequence(), json))));
        stored.removeIf(event -> told.containsKey(event.round()));
    }

    @Override
    public List<AcceptedUpdate> accepted(String run, int round) {
        return world.in(() -> List.copyOf(reports(run, round).accepted.values()));
    }

    @Override
    public Optional<AcceptedUpdate> accepted(String run, int round, String device) {
        return world.in(() -> Optional.ofNullable(reports(run, round).accepted.get(device)));
    }

    @Override
    public int acceptedCount(String run, int round) {
        return world.in(() -> reports(run, round).accepted.size());
    }

    @Override
    public long newestEvent(String run) {
        return world.in(() -> {
            StoredLog log = stored(run);
            return log.events().isEmpty() ? log.replaced() : log.events().getLast().sequence();
        });
    }

    private Reports reports(String run, int round) {
        return reports.computeIfAbsent(new Key(run, round), _ -> new Reports());
    }
}
