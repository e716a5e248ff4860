package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.RangePass;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.WholeVector;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.learning.Evaluator;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The storage that a run is played over. All of it may be put behind a gate, where a test lets things happen. */
public record Ports(RunStore runs, RoundStore rounds, ModelStore models, ObjectStore objects, KeyStore keys) {
    private static final Set<String> READS =
            Set.of("find", "plan", "outdated", "kept", "isDeleted", "newestOfDeleted", "versions", "list", "active",
                    "holder", "changes", "count",
                    "events", "eventsAfter", "newestEvent", "log", "effectsDone", "accepted", "newest",
                    "newestOfEach", "state",
                    "index",
                    "chunk", "packs",
                    "exists", "read", "close", "acceptedCount", "owners", "holds", "objects", "isKnown", "isNamed",
                    "toString", "hashCode", "equals");
    private static final Object[] NOTHING = {};

    /** Stands around every call. */
    public interface Gate {
        /**
         * Lets the call through, or not.
         *
         * @param what port and method, such as {@code RoundStore.append}
         * @param arguments of the call, which is made with what is in them by then
         */
        @Nullable
        Object pass(String what, Object[] arguments, Call call) throws Throwable;
    }

    /** A call of a port. */
    public interface Call {
        /** Makes it. */
        @Nullable
        Object make() throws Throwable;
    }

    /** Whether a call may change something. */
    public static boolean isWrite(String what) {
        return !READS.contains(what.substring(what.indexOf('.') + 1));
    }

    /** Fakes in memory. */
    public static Ports of(MemoryStores memory) {
        return new Ports(memory.runs(), memory.rounds(), memory.models(), memory.objects(), memory.keys());
    }

    /** The same storage with a gate before it. */
    public Ports behind(Gate gate) {
        return new Ports(gated(RunStore.class, runs, gate), gated(RoundStore.class, rounds, gate),
                gated(ModelStore.class, models, gate), gated(ObjectStore.class, objects, gate),
                gated(KeyStore.class, keys, gate));
    }

    /** A port with a gate before it. */
    public static <T> T gated(Class<T> port, T behind, Gate gate) {
        InvocationHandler handler = (_, method, given) -> {
            Object[] arguments = given == null ? NOTHING : given;
            return writers(gate.pass(port.getSimpleName() + "." + method.getName(), arguments,
                    () -> invoke(method, behind, arguments)), gate);
        };
        return port.cast(Proxy.newProxyInstance(Ports.class.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private static @Nullable Object writers(@Nullable Object result, Gate gate) {
        return result instanceof ObjectWriter writer ? gated(ObjectWriter.class, writer, gate) : result;
    }

    private static @Nullable Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** What it takes to play runs over this storage, on the caller's thread alone; the first model is all zeros. */
    public RunServices services(SigningKey key, DevicePool pool, InstantSource clock, String member,
            Function<RunPlan, Optional<Evaluator>> evaluator) {
        return services(new ModelRegistry(models, objects, SigningKeys.single(key), clock), key, pool, clock, member,
                evaluator);
    }

    RunServices services(ModelRegistry registry, SigningKey key, DevicePool pool, InstantSource clock, String member,
            Function<RunPlan, Optional<Evaluator>> evaluator) {
        return new RunServices(
                new RunServices.Storage(runs, rounds, objects, keys, registry, TestReports.reports()),
                new RunServices.Compute(new Here(), evaluator, _ -> Optional.empty(),
                        WholeVector.each(plan -> new float[plan.layout().size()])),
                new RunServices.Identity(member, SigningKeys.single(key)), pool, new TrafficMeter(clock), new Silent(),
                clock);
    }

    /** Works everything off at once, on the caller's thread. */
    public static final class Here implements RangeExecutor {
        @Override
        public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
            return List.of(pass.run(all));
        }

        @Override
        public void close() {}
    }

    /** Hears nothing. */
    public static class Silent implements RunListener {
        @Override
        public void changed(RunView run) {}

        @Override
        public void followed(RunView run) {}

        @Override
        public void offered(OpenRound open) {}

        @Override
        public void roundEnded(String run, RoundView round) {}

        @Override
        public void runEnded(RunView run) {}
    }
}
