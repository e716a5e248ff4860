package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Updates that were accepted and rot where they lie: the round goes on without them, as long as the plan allows. */
class ExcludedUpdatesTest {
    private static final List<String> DEVICES = List.of("d0", "d1", "d2");
    /** What each device adds, and what it weighs. */
    private static final float[] DELTAS = {0.5f, 1, -1};
    private static final int[] WEIGHTS = {1, 2, 3};

    private static byte[] flipped(byte[] bytes) {
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    private static byte[] cutOff(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    /** Three devices, a model of three chunks, two rounds. */
    private static RunPlan plan(int least) {
        return Plans.plan(new RoundSpec(3, 1, 3, least, 3, 60, 60), 2, 2 * Chunking.CHUNK_VALUES + 5);
    }

    private static void spoil(RunWorld world, String run, String device, UnaryOperator<byte[]> how) {
        String name = world.memory.objects().list(UpdateObjects.ofDevice(run, 1, device)).get(0);
        byte[] bytes;
        try (ObjectReader reader = world.memory.objects().read(name)) {
            bytes = new byte[(int) reader.size()];
            reader.read(0, ByteBuffer.wrap(bytes));
        }
        try (ObjectWriter writer = world.memory.objects().write(name)) {
            writer.append(ByteBuffer.wrap(how.apply(bytes)));
            writer.commit();
        }
    }

    private interface Mishap {
        void befall(RunWorld world, String run);
    }

    /** Everyone reports in the first round, then something happens to what lies there. */
    private static RunView played(RunWorld world, RunPlan plan, Mishap mishap) throws Exception {
        String run = world.create(plan);
        world.checkIn(3);
        OpenRound open = world.awaitRound(1);
        for (int i = 0; i < DEVICES.size(); i++) {
            world.accept(open, DEVICES.get(i), DELTAS[i], WEIGHTS[i]);
        }
        mishap.befall(world, run);
        DEVICES.forEach(device -> world.runs.active().getFirst().tell(new RoundEvent.UpdateAccepted(1, device)));
        world.checkIn(3);
        OpenRound second = world.awaitRound(2);
        for (String device : DEVICES) {
            world.report(second, device, 0, 1);
        }
        RunView view = world.awaitEnd(run);
        assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
        assertEquals(List.of(), world.memory.objects().list("updates"));
        assertEquals(Optional.empty(), world.memory.keys().find(run + ".1"));
        return view;
    }

    private static List<RoundEvent.UpdateExcluded> excluded(RunWorld world, RunView view) {
        return world.events(view.run()).stream().filter(RoundEvent.UpdateExcluded.class::isInstance)
                .map(RoundEvent.UpdateExcluded.class::cast).toList();
    }

    private static void assertGoesOnWithout1(UnaryOperator<byte[]> how, String why) throws Exception {
        try (RunWorld world = new RunWorld()) {
            RunView view = played(world, plan(2), (there, run) -> spoil(there, run, "d1", how));
            RoundView round = view.history().get(0);
            assertEquals(RoundView.Outcome.COMMITTED, round.outcome(), round.reason());
            assertEquals(List.of(2, 1, 1),
                    List.of(round.reports().accepted(), round.reports().dropped(), round.reports().excluded()));
            assertEquals((0.5f - 3) / 4, world.firstValue(1));
            RoundEvent.UpdateExcluded left = excluded(world, view).get(0);
            assertEquals("d1", left.device());
            assertTrue(left.why().contains(why), left::why);
            assertEquals(0, view.history().get(1).reports().excluded());
        }
    }

    @Test
    void aByteFlippedInTheMiddleLeavesThatUpdateOut() throws Exception {
        assertGoesOnWithout1(ExcludedUpdatesTest::flipped,
                "the update of device 'd1' was refused at chunk 1: bad-seal");
    }

    @Test
    void anUpdateCutOffInTheMiddleIsLeftOut() throws Exception {
        assertGoesOnWithout1(ExcludedUpdatesTest::cutOff,
                "the update of device 'd1' was refused: wrong-length");
    }

    @Test
    void anUpdateWithoutItsHeaderIsLeftOut() throws Exception {
        assertGoesOnWithout1(_ -> new byte[0], "the update of device 'd1' was refused: wrong-length");
    }

    /** The geometric median looks at all updates for their Gram matrix before it sums: the bad one is met in that pass. */
    @Test
    void anUpdateThatIsBadInTheFirstOfTwoPassesIsLeftOut() throws Exception {
        StrategySpec median = new StrategySpec(RuleSpec.GeometricMedian.USUAL, StrategySpec.FEDAVG.server(),
                StrategySpec.FEDAVG.weighting());
        try (RunWorld world = new RunWorld()) {
            RunView view = played(world, Plans.with(median, plan(2)),
                    (there, run) -> spoil(there, run, "d0", ExcludedUpdatesTest::flipped));
            RoundView round = view.history().get(0);
            assertEquals(RoundView.Outcome.COMMITTED, round.outcome(), round.reason());
            assertEquals(1, round.reports().excluded());
            assertEquals("d0", excluded(world, view).get(0).device());
            assertTrue(world.firstValue(1) >= -1 && world.firstValue(1) <= 1, () -> "" + world.firstValue(1));
        }
    }

    @Test
    void twoBadOfThreeLeaveTheThird() throws Exception {
        try (RunWorld world = new RunWorld()) {
            RunView view = played(world, plan(1), (there, run) -> {
                spoil(there, run, "d0", ExcludedUpdatesTest::flipped);
                there.memory.objects().list(UpdateObjects.ofDevice(run, 1, "d2"))
                        .forEach(there.memory.objects()::delete);
            });
            RoundView round = view.history().get(0);
            assertEquals(List.of(1, 2, 2),
                    List.of(round.reports().accepted(), round.reports().dropped(), round.reports().excluded()));
            assertEquals(1f, world.firstValue(1));
            assertEquals(List.of("d0", "d2"), excluded(world, view).stream()
                    .map(RoundEvent.UpdateExcluded::device).sorted().toList());
        }
    }

    @Test
    void fewerThanThePlansLeastAbandonTheRoundAndTheRunGoesOn() throws Exception {
        try (RunWorld world = new RunWorld()) {
            RunView view = played(world, plan(2), (there, run) -> {
                spoil(there, run, "d0", ExcludedUpdatesTest::flipped);
                spoil(there, run, "d2", ExcludedUpdatesTest::cutOff);
            });
            RoundView round = view.history().get(0);
            assertEquals(RoundView.Outcome.ABANDONED, round.outcome());
            assertTrue(String.valueOf(round.reason()).startsWith("too few good updates: 1 accepted updates are left"),
                    round::reason);
            assertEquals(RoundView.Outcome.COMMITTED, view.history().get(1).outcome());
            assertEquals(0f, world.firstValue(1));
        }
    }
}
