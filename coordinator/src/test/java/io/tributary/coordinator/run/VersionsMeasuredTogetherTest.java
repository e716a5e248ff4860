package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.cluster.Cluster;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.RangeWorker;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.learning.TrainingException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version measured by several members, some of which fail or lie, has the figures of a measurement as a whole, to the last bit. */
class VersionsMeasuredTogetherTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SLICES = 23;
    private static final int EACH = 7;
    private static final List<ClusterNode> NODES = new ArrayList<>();

    private final Team team = new Team(Plans.fedAdam(), _ -> {
        throw new TrainingException("nothing is trained here");
    });
    private final float[] model = new float[team.run.plan().layout().size()];
    private final String expected = text(ScriptedSlices.of(SLICES, EACH, _ -> {}).evaluate(model));

    @BeforeAll
    static void startTwo() {
        NODES.add(Team.start(CLUSTER, "owner", NODES));
        NODES.add(Team.start(CLUSTER, "second", NODES));
    }

    @AfterAll
    static void closeTwo() {
        NODES.forEach(ClusterNode::close);
        NODES.clear();
    }

    @BeforeEach
    void nobodyHelps() {
        NODES.forEach(node -> node.ranges().orElseThrow().stop());
    }

    @AfterEach
    void close() {
        team.close();
    }

    private static String text(Evaluation evaluation) {
        return Double.toHexString(evaluation.loss()) + " " + Arrays.deepToString(evaluation.confusion()) + " "
                + evaluation.examples();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Team.Member join(ClusterNode node, Evaluator evaluator, Duration patience) {
        return team.join(node, 1, (_, _, call) -> call.make(), patience, _ -> Optional.of(evaluator));
    }

    /** What comes of it where the first node owns the run. */
    private String measured(ScriptedSlices owners, Duration patience) {
        Team.Member owner = join(NODES.getFirst(), owners, patience);
        return text(owner.team().together(owners, team.fence, 0).evaluate(model));
    }

    /** All of them measure something. */
    private String measuredBy(List<ClusterNode> nodes) {
        CountDownLatch all = new CountDownLatch(nodes.size());
        List<ScriptedSlices> evaluators = new ArrayList<>();
        for (ClusterNode node : nodes) {
            CountDownLatch first = new CountDownLatch(1);
            ScriptedSlices evaluator = ScriptedSlices.of(SLICES, EACH, _ -> {
                if (first.getCount() > 0) {
                    first.countDown();
                    all.countDown();
                }
                await(all);
            });
            evaluators.add(evaluator);
            join(node, evaluator, LONG);
        }
        String figures = measured(evaluators.getFirst(), LONG);
        assertEquals(SLICES, evaluators.stream().mapToInt(each -> each.measured().get()).sum());
        return figures;
    }

    @Test
    void oneTwoOrThreeMembersGiveTheSameFiguresAndSoDoThoseThatAreLeftWhenOneIsKilled() throws Exception {
        assertEquals(expected, measuredBy(NODES.subList(0, 1)));
        assertEquals(expected, measuredBy(NODES));
        ClusterNode third = Team.start(CLUSTER, "third", NODES);
        assertEquals(expected, measuredBy(List.of(NODES.get(0), NODES.get(1), third)));
        NODES.get(1).ranges().orElseThrow().stop();
        CountDownLatch took = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        join(third, ScriptedSlices.of(SLICES, EACH, _ -> {
            took.countDown();
            await(never);
        }), LONG);
        Thread killer = Thread.ofVirtual().start(() -> {
            await(took);
            Cluster.kill(third);
            killed.countDown();
        });
        ScriptedSlices owners = ScriptedSlices.of(SLICES, EACH, _ -> await(killed));

        assertEquals(expected, measured(owners, LONG));
        assertEquals(SLICES, owners.measured().get());
        killer.join();
        never.countDown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasOtherExamplesOrNoEvaluatorTakesNone(boolean has) {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger often = new AtomicInteger();
        ScriptedSlices others =
                new ScriptedSlices(SLICES, EACH, "of other examples", _ -> {}, new AtomicInteger());
        team.join(NODES.get(1), 1, (_, _, call) -> call.make(), LONG, _ -> {
            often.incrementAndGet();
            asked.countDown();
            return Optional.<Evaluator>of(others).filter(_ -> has);
        });
        AtomicInteger begun = new AtomicInteger();
        ScriptedSlices owners = ScriptedSlices.of(SLICES, EACH, _ -> {
            await(asked);
            if (begun.getAndIncrement() == 0) {
                sleep();
            }
        });

        assertEquals(expected, measured(owners, LONG));
        assertEquals(SLICES, owners.measured().get());
        assertEquals(0, others.measured().get());
        assertTrue(often.get() <= 2, () -> "asked " + often + " times; one who takes no part is left alone");
    }

    @Test
    void resultsOfOtherMembersAreBoundedForManyExamples() {
        int each = 26_000;
        CountDownLatch helped = new CountDownLatch(2);
        ScriptedSlices helpers = ScriptedSlices.of(6, each, _ -> helped.countDown());
        join(NODES.get(1), helpers, LONG);
        ScriptedSlices owners = ScriptedSlices.of(6, each, _ -> await(helped));

        assertEquals(text(owners.evaluate(model)), measured(owners, LONG));
        assertEquals(2, helpers.measured().get(), "half a megabyte");
    }

    private static Arguments wrong(String what, IntFunction<Map<Integer, byte[]>> results) {
        return Arguments.of(what, results);
    }

    static Stream<Arguments> wrong() {
        int bytes = EACH * SlicePass.BYTES;
        return Stream.of(wrong("too short", number -> Map.of(number, new byte[bytes - 1])),
                wrong("too long", number -> Map.of(number, new byte[1 << 20])),
                wrong("no such slice", _ -> Map.of(SLICES, new byte[bytes])),
                wrong("no such class", number -> Map.of(number,
                        ByteBuffer.allocate(bytes).putShort(Double.BYTES, (short) 3).array())),
                wrong("negative loss", number -> Map.of(number, ByteBuffer.allocate(bytes).putDouble(-1).array())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsNoResultIsRefusedAndMeasuredByTheOwner(String what, IntFunction<Map<Integer, byte[]>> results) {
        CountDownLatch lied = new CountDownLatch(1);
        NODES.get(1).ranges().orElseThrow().serve(new Liar(results, lied, new CountDownLatch(0)));
        ScriptedSlices owners = ScriptedSlices.of(SLICES, EACH, _ -> await(lied));

        assertEquals(expected, measured(owners, LONG), what);
        assertEquals(SLICES, owners.measured().get());
    }

    @Test
    void ifTwoResultsOfASliceDifferTheOwnerMeasuresEverythingAlone() {
        CountDownLatch took = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        NODES.get(1).ranges().orElseThrow()
                .serve(new Liar(number -> Map.of(number, new byte[EACH * SlicePass.BYTES]), took, again));
        AtomicInteger left = new AtomicInteger(SLICES - 1);
        ScriptedSlices owners = ScriptedSlices.of(SLICES, EACH, _ -> {
            await(took);
            if (left.getAndDecrement() == 0) { // the liar's, when patience with it is over
                again.countDown();
                sleep();
            }
        });

        assertEquals(expected, measured(owners, Duration.ofMillis(100)));
    }

    private static void sleep() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Takes one slice and answers something else than is true, once it may. */
    private record Liar(IntFunction<Map<Integer, byte[]>> results, CountDownLatch took, CountDownLatch may)
            implements RangeWorker {
        @Override
        public int freeCores() {
            return 1;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> next) {
            OptionalInt number = next.get();
            if (number.isEmpty()) {
                return RangeAnswer.none().encode();
            }
            took.countDown();
            await(may);
            return RangeAnswer.of(results.apply(number.getAsInt())).encode();
        }

        @Override
        public void ended(String job) {}
    }
}
