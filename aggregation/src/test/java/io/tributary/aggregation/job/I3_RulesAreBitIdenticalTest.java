package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.rule.Rules;
import io.tributary.aggregation.sum.Draws;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RuleSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads, cuts into ranges, their order and their being run again change no bit of what a rule makes of the same updates. */
@Tag("seeded")
class I3_RulesAreBitIdenticalTest {
    private static final int SIZE = 4 * Chunking.CHUNK_VALUES + 4321;
    private static final int UPDATES = 25;
    private static final ParameterLayout LAYOUT = Jobs.layout(SIZE - 70_000, 70_000);
    private static final List<RuleSpec> RULES = List.of(new RuleSpec.Median(), new RuleSpec.MultiKrum(5, null),
            new RuleSpec.Bulyan(5), new RuleSpec.CenteredClipping(null, 2), new RuleSpec.FlTrust(),
            new RuleSpec.ClippedMean(null),
            new RuleSpec.NearestNeighborMixing(5, new RuleSpec.TrimmedMean(0.2)),
            new RuleSpec.NearestNeighborMixing(5, new RuleSpec.GeometricMedian(1e-6, 3, 0)));

    static Stream<Arguments> rules() {
        long seed = Draws.seeds().findFirst().orElseThrow();
        return RULES.stream().map(rule -> Arguments.of(rule, seed));
    }

    /** Updates that all point one way, so that distances are small beside norms and rounding would show. */
    private static MemoryUpdates updates(Random random) {
        float[][] updates = new float[UPDATES][SIZE];
        for (float[] update : updates) {
            for (int i = 0; i < SIZE; i++) {
                update[i] = 0.5f + 0.3f * (random.nextFloat() - 0.5f);
            }
        }
        return new MemoryUpdates(updates, random.ints(UPDATES, 1, 1000).toArray());
    }

    private static MemoryModel own() {
        float[] own = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            own[i] = 0.4f + i % 7 / 100f;
        }
        return new MemoryModel(own);
    }

    private static float[] run(RuleSpec rule, UpdateSource updates, RangeExecutor executor) throws Exception {
        MemoryModel model = new MemoryModel(new float[SIZE]);
        Strategy strategy = new Strategy(Rules.of(rule), new FedAvg(1));
        MemoryModel remembered = new MemoryModel(new float[SIZE]);
        try (executor) {
            new RangeJob(LAYOUT, Jobs.SPEC, strategy, updates, model, new OneSlot(remembered), model)
                    .withReference(own()).run(executor);
        }
        return model.next();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("rules")
    void anyThreadsAndRangesGiveTheSameModel(RuleSpec rule, long seed) throws Exception {
        Random random = new Random(seed);
        MemoryUpdates updates = updates(random);
        float[] expected = run(rule, updates, new ThreadRangeExecutor(1));
        assertArrayEquals(expected, run(rule, updates, new ThreadRangeExecutor(3)), "3 threads");
        assertArrayEquals(expected, run(rule, updates, new ShuffledRanges(1, random)), "ranges of 1");
        assertArrayEquals(expected, run(rule, updates, new ShuffledRanges(3, random)), "ranges of 3");
        assertArrayEquals(expected, run(rule, updates.lent(), new ThreadRangeExecutor(2)), "given where they lie");
    }

    private static RangeJob job(RuleSpec rule, UpdateSource updates, MemoryModel model) {
        try {
            return new RangeJob(LAYOUT, Jobs.SPEC, new Strategy(Rules.of(rule), new FedAvg(1)), updates, model,
                    new OneSlot(new MemoryModel(new float[SIZE])), model);
        } catch (AggregationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("rules")
    void aProcessThatIsToldOfThePassesInBytesGivesTheSameModel(RuleSpec rule, long seed) throws Exception {
        MemoryUpdates updates = updates(new Random(seed));
        MemoryModel model = new MemoryModel(new float[SIZE]);
        Elsewhere elsewhere = new Elsewhere(() -> job(rule, updates, model));
        job(rule, updates, model).withReference(own()).run(elsewhere);
        assertArrayEquals(run(rule, updates, new ThreadRangeExecutor(2)), model.next());
        assertEquals(1, elsewhere.shared(), "a pass that reads a vector given in memory stays here");

        if (!rule.equals(new RuleSpec.FlTrust())) {
            MemoryModel again = new MemoryModel(new float[SIZE]);
            Elsewhere all = new Elsewhere(() -> job(rule, updates, again));
            MemoryModel here = new MemoryModel(new float[SIZE]);
            job(rule, updates, again).run(all);
            job(rule, updates, here).run(new ThreadRangeExecutor(2));
            assertArrayEquals(here.next(), again.next());
            assertEquals(rule.equals(new RuleSpec.Median()) ? 1 : 2, all.shared(), "passes");
        }
    }

    @Test
    void whatIsNoPassAndWhatIsNoResultIsRefused() {
        MemoryUpdates updates = updates(new Random(1));
        RangeJob job = job(new RuleSpec.MultiKrum(5, null), updates, new MemoryModel(new float[SIZE]));
        for (byte[] wrong : List.of(new byte[] {9}, new byte[] {1, 0, 0, 0, 1}, new byte[] {1, 0, 0, 0, 1, 0, 0, 0, 99},
                new byte[] {1, 127, 0, 0, 0})) {
            assertThrows(IllegalArgumentException.class, () -> job.pass(wrong));
        }
        ChunkRange range = new ChunkRange(0, 2);
        assertThrows(IllegalArgumentException.class, () -> job.pass(new byte[0]).decode(range, new byte[8]));
        assertThrows(IllegalArgumentException.class,
                () -> job.pass(new byte[] {1, 0, 0, 0, 1, 0, 0, 0, 0}).decode(range, new byte[33]));
    }

    /** What is chosen or rounded hides most of what a first pass gives; norms and coefficients show its last bits. */
    private static double[] bits(RuleSpec rule, UpdateSource updates, RangeExecutor executor) throws Exception {
        MemoryModel model = new MemoryModel(new float[SIZE]);
        Strategy strategy = new Strategy(Rules.of(rule), new FedAvg(1));
        try (executor) {
            RangeJob job = new RangeJob(LAYOUT, Jobs.SPEC, strategy, updates, model, model).withReference(own());
            Mix.Combination mix = assertInstanceOf(Mix.Combination.class, new FirstPass(job, executor).mix());
            return DoubleStream.concat(Arrays.stream(mix.norms()), Arrays.stream(mix.coefficients())).toArray();
        }
    }

    static Stream<Arguments> firstPasses() {
        long seed = Draws.seeds().findFirst().orElseThrow();
        return Stream
                .of(new RuleSpec.GeometricMedian(1e-6, 1, 0), new RuleSpec.FlTrust(), new RuleSpec.ClippedMean(50.0))
                .map(rule -> Arguments.of(rule, seed));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("firstPasses")
    void anyThreadsAndRangesGiveTheSameProducts(RuleSpec rule, long seed) throws Exception {
        Random random = new Random(seed);
        MemoryUpdates updates = updates(random);
        double[] expected = bits(rule, updates, new ThreadRangeExecutor(2));
        for (int chunks = 1; chunks <= 3; chunks++) {
            assertArrayEquals(expected, bits(rule, updates, new ShuffledRanges(chunks, random)), "ranges of " + chunks);
        }
        assertArrayEquals(expected, bits(rule, updates.lent(), new ThreadRangeExecutor(2)), "given where they lie");
    }
}
