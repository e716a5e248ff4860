package io.tributary.experiments.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.PartitionConfig;
import io.tributary.experiments.config.PartitionConfig.ByFolder;
import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import io.tributary.experiments.config.PartitionConfig.Iid;
import io.tributary.experiments.config.PartitionConfig.Shards;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PartitionTest {
    private static final int CLASSES = 10;

    private static Labelled balanced(int size) {
        return new Labelled(IntStream.range(0, size).map(i -> i % CLASSES).toArray(), CLASSES, new int[0]);
    }

    /** Unequal classes, one of them empty, in random order. */
    private static Labelled lopsided(int size, long seed) {
        Draws draws = Draws.of(seed, "lopsided", 0);
        int[] labels = IntStream.range(0, size).map(_ -> (int) (draws.unit() * draws.unit() * (CLASSES - 1))).toArray();
        return new Labelled(labels, CLASSES, new int[0]);
    }

    @Test
    void theLastDeviceOfADirichletDrawGetsNoMoreThanTheFirst() throws PartitionException {
        int first = 0;
        int last = 0;
        for (int seed = 0; seed < 40; seed++) {
            int[][] parts = Partition.of(new Dirichlet(10, 1), balanced(500), 50, seed);
            first += parts[0].length;
            last += parts[49].length;
        }
        assertEquals(400, first, 40, "examples of the first device in 40 draws of 10 a device");
        assertEquals(400, last, 40, "examples of the last device in 40 draws of 10 a device");
    }

    @Test
    void aClassThatGoesToOneDeviceGoesToAnyOne() throws PartitionException {
        int last = 0;
        for (int seed = 0; seed < 40; seed++) {
            int[][] four =
                    new DirichletSpread(new Labelled(IntStream.range(0, 40).map(i -> i % 4).toArray(), 4, new int[0]),
                            4, new Dirichlet(1e-5, 1)).draw(seed);
            last += four[3][0] % 4 == 0 ? 1 : 0;
        }
        assertTrue(last > 0 && last < 25, "the first class went to the last device in " + last + " of 40 draws");
    }

    static Stream<Arguments> waysAndSeeds() {
        List<PartitionConfig> ways = List.of(new Iid(), new Shards(2), new Shards(7), new Dirichlet(0.1, 1),
                new Dirichlet(0.5, 10), new Dirichlet(1000, 10));
        return ways.stream().flatMap(way -> IntStream.range(0, 5).mapToObj(seed -> Arguments.of(way, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("waysAndSeeds")
    void everyExampleGoesToOneDeviceAndEveryDeviceHasSome(PartitionConfig how, long seed) throws PartitionException {
        for (Labelled examples : List.of(balanced(1009), lopsided(1009, seed))) {
            int[][] parts = Partition.of(how, examples, 12, seed);
            assertEquals(12, parts.length);
            assertTrue(Arrays.stream(parts).allMatch(part -> part.length >= 1));
            assertArrayEquals(IntStream.range(0, 1009).toArray(),
                    Arrays.stream(parts).flatMapToInt(Arrays::stream).sorted().toArray());
            for (int[] part : parts) {
                assertArrayEquals(Arrays.stream(part).sorted().toArray(), part);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("waysAndSeeds")
    void i10APartitionDependsOnTheSeedAlone(PartitionConfig how, long seed) throws PartitionException {
        int[][] parts = Partition.of(how, balanced(1009), 12, seed);
        assertTrue(Arrays.deepEquals(parts, Partition.of(how, balanced(1009), 12, seed)));
        assertFalse(Arrays.deepEquals(parts, Partition.of(how, balanced(1009), 12, seed + 1)));
    }

    @Test
    void iidSharesAreOfEqualSizeAndHoldEveryClass() throws PartitionException {
        int[][] parts = Partition.of(new Iid(), balanced(6000), 10, 1);
        for (int[] part : parts) {
            assertEquals(600, part.length);
            assertTrue(Arrays.stream(histogram(part)).allMatch(count -> count > 30), Arrays.toString(histogram(part)));
        }
    }

    @Test
    void withTwoShardsADeviceSeesTwoClasses() throws PartitionException {
        for (int[] part : Partition.of(new Shards(2), balanced(6000), 100, 1)) {
            assertEquals(60, part.length);
            assertTrue(Arrays.stream(histogram(part)).filter(count -> count > 0).count() <= 2);
        }
    }

    @Test
    void theSmallerAlphaTheMoreOneSidedTheDevices() throws PartitionException {
        double skewed = largestShare(Partition.of(new Dirichlet(0.1, 1), balanced(6000), 20, 1));
        double middling = largestShare(Partition.of(new Dirichlet(1, 1), balanced(6000), 20, 1));
        double even = largestShare(Partition.of(new Dirichlet(1000, 1), balanced(6000), 20, 1));
        assertTrue(skewed > 0.5 && 0.5 > middling && middling > 0.2 && even < 0.15,
                skewed + " " + middling + " " + even);
    }

    @Test
    void everyDeviceHasTheLeastNumberThatWasAskedFor() throws PartitionException {
        for (int seed = 0; seed < 10; seed++) {
            int[][] parts = Partition.of(new Dirichlet(0.5, 25), balanced(1200), 12, seed);
            assertTrue(Arrays.stream(parts).allMatch(part -> part.length >= 25), "seed " + seed);
        }
    }

    @Test
    void foldersAreDevices() throws PartitionException {
        Labelled examples = new Labelled(new int[] {0, 1, 0, 1}, 2, new int[] {1, 0, 1, 2});
        assertTrue(Arrays.deepEquals(new int[][] {{1}, {0, 2}, {3}}, Partition.of(new ByFolder(), examples, 3, 1)));
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(new Iid(), 11, "10 examples are too few for 11 devices: each must have at least one"),
                Arguments.of(new Shards(3), 4,
                        "4 devices with 3 shards each are 12 shards, but there are only 10 examples; a"
                                + " shard holds at least one"),
                Arguments.of(new Dirichlet(1, 3), 4,
                        "4 devices with at least 3 examples each need 12, but there are only 10;"
                                + " use fewer devices or a smaller minExamples"),
                Arguments.of(new Dirichlet(0.001, 5), 2,
                        "in 1000 draws some device always had fewer than 5 examples; use"
                                + " fewer devices, a larger alpha or a smaller minExamples"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeSpreadIsRefusedSayingWhy(PartitionConfig how, int devices, String message) {
        Labelled oneClass = new Labelled(new int[10], 2, new int[0]);
        assertEquals(message, assertThrows(PartitionException.class, () -> Partition.of(how, oneClass, devices, 1))
                .getMessage());
    }

    @Test
    void theHoldOutTakesTheSameFractionOfEveryClass() {
        Labelled examples = lopsided(5000, 3);
        HoldOut split = HoldOut.draw(examples.labels(), CLASSES, 0.2, 1);
        int[][] all = ByClass.indices(examples.labels(), CLASSES);
        for (int c = 0; c < CLASSES; c++) {
            int wanted = c;
            long held = Arrays.stream(split.test()).filter(i -> examples.labels()[i] == wanted).count();
            assertEquals(all[c].length * 0.2, (double) held, 0.5);
        }
        assertArrayEquals(IntStream.range(0, 5000).toArray(),
                IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test())).sorted().toArray());
    }

    @Test
    void aClassOfTwoHasOneOnEitherSideOfTheHoldOut() {
        for (double fraction : new double[] {0.01, 0.99}) {
            HoldOut split = HoldOut.draw(new int[] {0, 0, 1, 1}, 2, fraction, 1);
            assertEquals(2, split.train().length);
            assertEquals(2, split.test().length);
        }
    }

    private static int[] histogram(int[] part) {
        int[] counts = new int[CLASSES];
        Arrays.stream(part).forEach(i -> counts[i % CLASSES]++);
        return counts;
    }

    /** Mean over devices of the share that the most frequent class has. */
    private static double largestShare(int[][] parts) {
        return Arrays.stream(parts)
                .mapToDouble(part -> Arrays.stream(histogram(part)).max().orElseThrow() / (double) part.length)
                .average()
                .orElseThrow();
    }
}
