package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizerPlugIn;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.aggregation.rule.RulePlugIn;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import io.tributary.secureagg.identity.SigningKey;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that lacks what a plan names, or has another version of it, refuses new runs and leaves those that are there as they are. */
class MissingPlugInTest {
    @TempDir
    private Path folder;

    /** Twice the step. */
    public static final class Twice implements ServerOptimizerPlugIn {
        /** For the service loader. */
        public Twice() {}

        @Override
        public String name() {
            return "twice";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Twice the step.";
        }

        @Override
        public ServerOptimizer optimizer(double rate, PlugInSpec settings) {
            return new Step(2 * rate);
        }
    }

    /** Never asked what it does. */
    public static final class Same implements RulePlugIn {
        /** For the service loader. */
        public Same() {}

        @Override
        public String name() {
            return "same";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "The updates as they are.";
        }

        @Override
        public Mixing mixing(PlugInSpec settings) {
            throw new IllegalStateException("another version is not asked");
        }
    }

    private record Step(double rate) implements ServerOptimizer {
        @Override
        public int slots() {
            return 0;
        }

        @Override
        public void step(float[] model, float[] delta, float[][] state, int length) {
            for (int i = 0; i < length; i++) {
                model[i] = (float) (model[i] + rate * delta[i]);
            }
        }
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    private void bring() throws Exception {
        bring(ServerOptimizerPlugIn.class, Twice.class);
    }

    private void bring(Class<?> port, Class<?> provider) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(port.getName()), provider.getName());
        PlugIns.lookIn(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    private static RunPlan plan(String version, int rounds) {
        return Plans.with(new StrategySpec(new RuleSpec.Mean(),
                new ServerOptimizerSpec.PlugInServer(PlugInSpec.of("twice", version), 1, Schedule.CONSTANT),
                StrategySpec.Weighting.EXAMPLES), Plans.closeAll(1, rounds));
    }

    private static String refusal(RunWorld world, RunPlan plan) {
        RejectedException refused = assertThrows(RejectedException.class, () -> world.create(plan));
        assertEquals(Reason.MISSING_PLUG_IN, refused.reason());
        return refused.detail();
    }

    @Test
    void aRunIsRefusedByTheNameOfWhatIsNotHere() throws Exception {
        try (RunWorld world = new RunWorld()) {
            assertEquals("the plan names the server optimizer 'twice' 1.0, a plug-in that is not here; here are: none."
                    + " Its jar must be on the class path (--class-path)", refusal(world, plan("1.0", 1)));
            bring();
            assertEquals("the plan names the server optimizer 'twice' 2.0, a plug-in that is here in version 1.0; both"
                    + " must be the same", refusal(world, plan("2.0", 1)));
            assertTrue(world.memory.runs().active("", 10).isEmpty());
        }
    }

    @Test
    void aRuleOfAnotherVersionIsRefused() throws Exception {
        bring(RulePlugIn.class, Same.class);
        RunPlan plan = Plans.with(new StrategySpec(new RuleSpec.PlugInRule(PlugInSpec.of("same", "1.1"), 1),
                StrategySpec.FEDAVG.server(), StrategySpec.Weighting.EXAMPLES), Plans.closeAll(1, 1));
        try (RunWorld world = new RunWorld()) {
            assertEquals(
                    "the plan names the rule 'same' 1.1, a plug-in that is here in version 1.0; both must be the same",
                    refusal(world, plan));
        }
    }

    /** A member of another version would write other bytes into the owner's model. */
    @Test
    void aMemberWithoutItTakesNoRangesOfOthers() throws Exception {
        MemoryStores memory = new MemoryStores(InstantSource.system());
        SigningKey key = SigningKey.generate();
        memory.runs().create(Life.RUN, key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan("1.0", 1))),
                PlanUse.once(), InstantSource.system().instant());
        RunServices.Storage storage = Ports.of(memory).services(key, new DevicePool(Duration.ofMinutes(1)),
                InstantSource.system(), "helper", _ -> Optional.empty()).storage();
        byte[] order = new RangeOrder(new RangeOrder.Job("job", Life.RUN, 1, 1, 0, List.of(),
                new Reports(1, Sha256.ZERO.hex())), new byte[0], new ChunkRange(0, 1), 1).encode();
        try (ThreadRangeExecutor threads = new ThreadRangeExecutor(1);
                RangeHelp help = new RangeHelp(storage, threads, _ -> Optional.empty())) {
            assertEquals("declined, asked for a number 0 times", answer(help, order));
            bring();
            assertEquals("none, asked for a number 1 times", answer(help, order));
        }
    }

    /** No number is left. */
    private static String answer(RangeHelp help, byte[] order) {
        AtomicInteger asked = new AtomicInteger();
        RangeAnswer answer = RangeAnswer.decode(help.work(order, () -> {
            asked.incrementAndGet();
            return OptionalInt.empty();
        }));
        return (answer.isDeclined() ? "declined" : answer.failure().isEmpty() ? "none" : answer.failure())
                + ", asked for a number " + asked + " times";
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void aRunWaitsForAMemberThatHasItAndGoesOnWithWhatItHad() throws Exception {
        bring();
        try (RunWorld first = new RunWorld()) {
            String run = first.create(plan("1.0", 2));
            first.checkIn(1);
            first.report(first.awaitRound(1), "d0", 1, 1);
            first.checkIn(1);
            first.accept(first.awaitRound(2), "d0", 0.5f, 1);
            first.close();

            PlugIns.lookIn(null);
            try (RunWorld without = first.again()) {
                without.runs.resume();
                assertTrue(without.runs.active().isEmpty());
                assertEquals(RunView.Status.ACTIVE, without.runs.view(run).status());
            }
            bring();
            try (RunWorld with = first.again()) {
                with.runs.resume();
                assertEquals(RunView.Status.FINISHED, with.awaitEnd(run).status());
                assertEquals(3f, with.firstValue(2));
            }
        }
    }
}
