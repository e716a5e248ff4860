package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs in a map of the shared world. */
final class MemoryRunStore implements RunStore {
    private final World world;
    private final InstantSource clock;
    private final MemoryRoundStore rounds;
    private final MemoryModelStore models;

    MemoryRunStore(World world, InstantSource clock, MemoryRoundStore rounds, MemoryModelStore models) {
        this.models = models;
        this.world = world;
        this.clock = clock;
        this.rounds = rounds;
    }

    @Override
    public boolean create(String run, SignedDocument plan, PlanUse use, Instant created, int priority) {
        return world.in(() -> {
            RunRecord there = world.runs.get(run);
            if (there != null && !there.plan().equals(plan)) {
                throw new IllegalStateException("run " + run + " is there with another plan");
            }
            String owned = Base64.getEncoder().encodeToString(plan.key()) + " " + use.id();
            if (there == null && world.planUses.getOrDefault(owned, 0) >= use.runs()) {
                return false;
            }
            if (there == null) {
                world.priorities.put(run, priority);
                world.planUses.merge(owned, 1, Integer::sum);
                world.runs.put(run, new RunRecord(run, plan, RunView.Status.ACTIVE, "", 0, "", Instant.EPOCH,
                        World.kept(created)));
            }
            return true;
        });
    }

    @Override
    public Optional<RunRecord> find(String run) {
        return world.in(() -> Optional.ofNullable(world.runs.get(run)));
    }

    @Override
    public List<ListedRun> newest(Optional<RunView.Status> status, String before, int limit) {
        return world.in(() -> sorted(Comparator.<String>naturalOrder().reversed())
                .filter(run -> before.isEmpty() || run.run().compareTo(before) < 0)
                .filter(run -> status.isEmpty() || run.status() == status.get()).limit(limit)
                .map(run -> new ListedRun(run, rounds.lastRound(run.run()))).toList());
    }

    @Override
    public Optional<SignedDocument> plan(String run) {
        return world.in(() -> Optional.ofNullable(world.runs.getOrDefault(run, world.deleted.get(run)))
                .map(RunRecord::plan));
    }

    @Override
    public void delete(Fence fence) {
        world.owned(fence,
                () -> world.deleted.put(fence.run(), Objects.requireNonNull(world.runs.remove(fence.run()))));
    }

    @Override
    public boolean purge(int rows) {
        return world.in(() -> {
            world.deleted.keySet().forEach(rounds::forget);
            world.deleted.keySet().removeIf(run -> !models.madeKeptVersion(run));
            return false;
        });
    }

    @Override
    public List<String> outdated(int newest, Instant since, int limit) {
        return world.in(() -> {
            List<String> over = sorted(Comparator.<String>naturalOrder().reversed()).map(RunRecord::run)
                    .filter(world.ended::containsKey).toList();
            return over.stream().skip(1)
                    .filter(run -> over.indexOf(run) >= newest || world.ended.get(run).isBefore(since))
                    .filter(run -> !models.madeKeptVersion(run)).sorted().limit(limit).toList();
        });
    }

    @Override
    public List<StoredRun> active(String after, int limit) {
        return world.in(() -> sorted(Comparator.naturalOrder()).filter(run -> run.run().compareTo(after) > 0)
                .filter(run -> run.status() == RunView.Status.ACTIVE).limit(limit).<StoredRun>map(run -> run).toList());
    }

    private Stream<RunRecord> sorted(Comparator<String> order) {
        return world.runs.values().stream().sorted(Comparator.comparing(RunRecord::run, order));
    }

    @Override
    public Optional<Fence> claim(String run, String member, Duration lease) {
        return world.in(() -> {
            RunRecord row = world.runs.get(run);
            if (row == null) {
                throw new IllegalArgumentException("there is no run " + run);
            }
            Instant now = clock.instant();
            if (!row.owner().isEmpty() && !row.owner().equals(member) && row.leaseUntil().isAfter(now)) {
                return Optional.empty();
            }
            world.runs.put(run,
                    new RunRecord(run, row.plan(), row.status(), row.reason(), row.epoch() + 1, member,
                            World.kept(now.plus(lease)),
                            row.created()));
            return Optional.of(new Fence(run, row.epoch() + 1));
        });
    }

    @Override
    public void release(Fence fence) {
        world.owned(fence, () -> world.runs.computeIfPresent(fence.run(), (run, row) -> new RunRecord(run, row.plan(),
                row.status(), row.reason(), row.epoch(), "", Instant.EPOCH, row.created())));
    }

    @Override
    public List<RunOwnership> owners(String after, int limit) {
        return world.in(() -> sorted(Comparator.naturalOrder()).filter(run -> run.run().compareTo(after) > 0)
                .filter(run -> run.status() == RunView.Status.ACTIVE).limit(limit)
                .map(run -> new RunOwnership(run.run(), run.owner(), run.leaseUntil().isAfter(clock.instant()),
                        rounds.newestEvent(run.run()), run.created(), world.priorities.getOrDefault(run.run(), 0)))
                .toList());
    }

    @Override
    public void probe(Instant now) {
        world.in(() -> now);
    }

    @Override
    public void renew(Fence fence, Duration lease) {
        world.owned(fence, () -> world.runs.computeIfPresent(fence.run(), (run, row) -> new RunRecord(run, row.plan(),
                row.status(), row.reason(), row.epoch(), row.owner(), World.kept(clock.instant().plus(lease)),
                row.created())));
    }

    @Override
    public void setStatus(Fence fence, RunView.Status status, String reason) {
        world.owned(fence, () -> {
            world.runs.computeIfPresent(fence.run(), (run, row) -> new RunRecord(run, row.plan(), status, reason,
                    row.epoch(), row.owner(), row.leaseUntil(), row.created()));
            if (status == RunView.Status.ACTIVE || status == RunView.Status.PAUSED) {
                world.ended.remove(fence.run());
            } else {
                world.ended.put(fence.run(), World.kept(clock.instant()));
            }
        });
    }
}
