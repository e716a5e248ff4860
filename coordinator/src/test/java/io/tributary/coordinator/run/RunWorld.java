package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.WholeVector;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.selection.Candidates;
import io.tributary.coordinator.selection.DeviceClaims;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.EnrolledDevices;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs over fake stores with no HTTP: what devices would do is done to the stores. A new world on the same stores is a restart. */
final class RunWorld implements AutoCloseable {
    private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;

    final MemoryStores memory;
    final DevicePool pool = new DevicePool(Duration.ofMinutes(1));
    final Runs runs;
    private final ThreadRangeExecutor executor = new ThreadRangeExecutor(2);
    final SigningKey key;

    RunWorld() {
        this(InstantSource.system());
    }

    /** Where the storage, on whose clock leases end, has a clock of its own. */
    RunWorld(InstantSource storage) {
        this(new MemoryStores(storage), SigningKey.generate(), UnaryOperator.identity(),
                _ -> Optional.empty(), _ -> Optional.empty(), "member");
    }

    private RunWorld(MemoryStores memory, SigningKey key, UnaryOperator<RoundStore> rounds,
            Function<RunPlan, Optional<Evaluator>> evaluator, Function<RunPlan, Optional<LocalTrainer>> trainer,
            String member) {
        this(memory, key, rounds, evaluator, trainer, member, RunSharing.ALONE);
    }

    private RunWorld(MemoryStores memory, SigningKey key, UnaryOperator<RoundStore> rounds,
            Function<RunPlan, Optional<Evaluator>> evaluator, Function<RunPlan, Optional<LocalTrainer>> trainer,
            String member, RunSharing sharing) {
        this.memory = memory;
        this.key = key;
        InstantSource clock = InstantSource.system();
        this.runs = new Runs(new RunServices(
                new RunServices.Storage(memory.runs(), rounds.apply(memory.rounds()), memory.objects(), memory.keys(),
                        new ModelRegistry(memory.models(), memory.objects(), SigningKeys.single(key), clock),
                        TestReports.reports()),
                new RunServices.Compute(executor, evaluator, trainer,
                        WholeVector.each(plan -> new float[plan.layout().size()])),
                new RunServices.Identity(member, SigningKeys.single(key)),
                new Candidates(pool, EnrolledDevices.NOBODY, clock, clock), new TrafficMeter(clock),
                new Ports.Silent(), clock, clock, sharing));
    }

    /** Another process on the same stores, as the same member, that plays so many runs at once. */
    RunWorld playing(int atOnce) {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.empty(), _ -> Optional.empty(),
                "member", RunSharing.alone(atOnce));
    }

    /** Another process on the same stores, as the same member, whose runs may use so much each. */
    RunWorld within(RunQuota quota) {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.empty(), _ -> Optional.empty(),
                "member", RunSharing.alone(1, quota));
    }

    /** Another process on the same stores, as the same member. */
    RunWorld again() {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.empty(), _ -> Optional.empty(),
                "member");
    }

    RunWorld as(String member) {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.empty(), _ -> Optional.empty(),
                member);
    }

    RunWorld evaluatedBy(Evaluator evaluator) {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.of(evaluator), _ -> Optional.empty(),
                "member");
    }

    RunWorld trainedBy(LocalTrainer trainer) {
        return new RunWorld(memory, key, UnaryOperator.identity(), _ -> Optional.empty(), _ -> Optional.of(trainer),
                "member");
    }

    RunWorld over(UnaryOperator<RoundStore> rounds) {
        return new RunWorld(memory, key, rounds, _ -> Optional.empty(), _ -> Optional.empty(), "member");
    }

    String create(RunPlan plan) throws RejectedException {
        return runs.create(sign(plan), plan);
    }

    SignedDocument sign(RunPlan plan) {
        return key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan));
    }

    /** Devices d0, d1, ... check in. */
    void checkIn(int devices) {
        for (int device = 0; device < devices; device++) {
            pool.checkIn("d" + device, InstantSource.system().instant());
        }
        runs.active().forEach(ActiveRun::poolGrew);
    }

    void checkIn(String device, Optional<Resources> resources) {
        pool.checkIn(device, new DeviceClaims(resources, Set.of()), InstantSource.system().instant());
        runs.active().forEach(ActiveRun::poolGrew);
    }

    OpenRound awaitRound(int round) {
        await("round " + round + " is open", () -> runs.openRounds().stream().anyMatch(open -> open.round() == round));
        return runs.openRounds().getFirst();
    }

    /** A device's update, every value of it {@code delta}, is accepted by the store; the controller is not told. */
    void accept(OpenRound round, String device, float delta, int weight) throws Exception {
        Chunking chunking = round.plan().layout().chunking();
        float[] values = new float[chunking.values()];
        Arrays.fill(values, delta);
        String uploadId = UUID.randomUUID().toString();
        byte[] sealed = Sealed.update(round.key().publicKey(), round.context(device), chunking, values);
        try (ObjectWriter object =
                memory.objects().write(UpdateObjects.name(round.run(), round.round(), device, uploadId))) {
            object.append(ByteBuffer.wrap(sealed));
            object.commit();
        }
        memory.rounds().accept(TestReports.row(round.run(), round.round(), device, uploadId, sealed,
                weight, InstantSource.system().instant()));
    }

    void report(OpenRound round, String device, float delta, int weight) throws Exception {
        accept(round, device, delta, weight);
        runs.find(round.run()).orElseThrow().tell(new RoundEvent.UpdateAccepted(round.round(), device));
    }

    RunView awaitEnd(String run) throws Exception {
        await("run " + run + " is over", () -> status(run) != RunView.Status.ACTIVE);
        return runs.view(run);
    }

    private RunView.Status status(String run) {
        try {
            return runs.view(run).status();
        } catch (RejectedException gone) {
            throw new AssertionError(gone);
        }
    }

    float firstValue(int version) {
        return new ModelRegistry(memory.models(), memory.objects(), SigningKeys.single(key), InstantSource.system())
                .load(Plans.closeAll(1, 1).model(), version)[0];
    }

    List<RoundEvent> events(String run) {
        return memory.rounds().events(run, 1).stream().map(stored -> EventCodec.decode(stored.json())).toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("still not so: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        runs.close();
        executor.close();
    }
}
