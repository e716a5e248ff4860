package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.cluster.Cluster;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.SealedSizes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Members over one shared store, a run that the first of them owns, and updates of its rounds. */
final class Team implements AutoCloseable {
    static final int CHUNKS = 8;
    static final int DEVICES = 5;
    static final RoundSpec ROUND = new RoundSpec(DEVICES, 1, DEVICES, DEVICES, DEVICES, 3600, 3600);
    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final int VALUES = (CHUNKS - 1) * Chunking.CHUNK_VALUES + 777;

    /** One process. */
    record Member(ClusterNode node, ThreadRangeExecutor threads, RangeTeam team, RunServices services)
            implements AutoCloseable {
        /** Leaves in good order. */
        @Override
        public void close() {
            team.close();
            threads.close();
        }
    }

    final MemoryStores memory = new MemoryStores(InstantSource.system());
    final SigningKey key = SigningKey.generate();
    final PlannedRun run;
    final Fence fence;
    private final List<Member> members = new ArrayList<>();
    private final LocalTrainer trainer;

    Team(StrategySpec strategy, LocalTrainer trainer) {
        this.trainer = trainer;
        RunPlan plan = Plans.with(strategy, Plans.plan(ROUND, 3, VALUES));
        memory.runs().create(RUN, key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), PlanUse.once(),
                InstantSource.system().instant());
        run = PlannedRun.of(memory.runs().find(RUN).orElseThrow());
        fence = memory.runs().claim(RUN, "first", Duration.ofMinutes(10)).orElseThrow();
        registry(Ports.of(memory)).genesis(fence, plan, run.planHash(), new float[VALUES]);
    }

    private ModelRegistry registry(Ports ports) {
        return new ModelRegistry(ports.models(), ports.objects(), SigningKeys.single(key), InstantSource.system());
    }

    /** A member with so many threads, whose storage is behind a gate. It works for others from now on. */
    Member join(ClusterNode node, int threads, Ports.Gate gate, Duration patience) {
        return join(node, threads, gate, patience, _ -> Optional.empty());
    }

    /** The same with something that measures versions. */
    Member join(ClusterNode node, int threads, Ports.Gate gate, Duration patience,
            Function<RunPlan, Optional<Evaluator>> evaluators) {
        ThreadRangeExecutor executor = new ThreadRangeExecutor(threads);
        RangeTeam team = new RangeTeam(node.ranges().orElseThrow(), executor,
                new RangeTeam.Limits(1, patience, new TeamPass.Patience(Duration.ZERO, patience)));
        Ports ports = Ports.of(memory).behind(gate);
        RunServices plain = ports.services(registry(ports), key, new DevicePool(Duration.ofMinutes(1)),
                InstantSource.system(), node.membership().self(), evaluators);
        RunServices services = new RunServices(plain.storage(),
                new RunServices.Compute(executor, plain.compute().evaluator(), _ -> Optional.of(trainer),
                        plain.compute().initialModel(), Optional.of(team)),
                plain.identity(), plain.candidates(), plain.traffic(), plain.listener(), plain.clock(),
                plain.durations());
        team.serve(services.storage(), evaluators);
        Member member = new Member(node, executor, team, services);
        members.add(member);
        return member;
    }

    Member join(ClusterNode node, int threads) {
        return join(node, threads, (_, _, call) -> call.make(), Duration.ofSeconds(30));
    }

    /** Devices report, with values that follow from their number and the round; then the owner closes the round. */
    ModelVersion close(Member owner, int round) throws Exception {
        return closeAs(fence, owner, round);
    }

    /** The same by a member that believes it has this right. */
    ModelVersion closeAs(Fence believed, Member owner, int round) throws Exception {
        RoundKeyPair pair = new RoundKeys(memory.keys(), RUN).make(round);
        List<String> devices = IntStream.range(0, DEVICES).mapToObj(device -> "d" + device).toList();
        memory.rounds().openReports(fence, round, Set.copyOf(devices));
        for (String device : devices) {
            report(pair, round, device);
        }
        new Aggregation(run, believed, owner.services()).perform(round, round - 1, devices, pair);
        return registry(Ports.of(memory)).newest(run.plan().model()).orElseThrow();
    }

    private void report(RoundKeyPair pair, int round, String device) throws Exception {
        if (memory.rounds().accepted(RUN, round).stream().anyMatch(row -> row.device().equals(device))) {
            return;
        }
        Random random = new Random(31L * round + device.hashCode());
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = random.nextFloat() - 0.4f;
        }
        String upload = UUID.randomUUID().toString();
        SealContext context = new SealContext(RUN, round, device, run.planHash(), round - 1,
                SealedSizes.of(run.plan()).chunkCount());
        byte[] sealed = Sealed.update(pair.publicKey(), context, run.plan().layout().chunking(), values);
        try (ObjectWriter object = memory.objects().write(UpdateObjects.name(RUN, round, device, upload))) {
            object.append(ByteBuffer.wrap(sealed));
            object.commit();
        }
        memory.rounds().accept(TestReports.row(RUN, round, device, upload, sealed, 1 + device.hashCode() % 7,
                InstantSource.system().instant()));
    }

    /** The newest version. */
    int newest() {
        return registry(Ports.of(memory)).newest(run.plan().model()).orElseThrow().manifest().version();
    }

    /** Packs that the index of a kept version names. */
    int packs() {
        return memory.models().packs(run.plan().model()).size();
    }

    static ClusterNode start(String cluster, String member, List<ClusterNode> others) {
        return Cluster.start(ClusterSettings.loopback(cluster, member)
                .withSeeds(others.stream().map(ClusterNode::address).toList()));
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
