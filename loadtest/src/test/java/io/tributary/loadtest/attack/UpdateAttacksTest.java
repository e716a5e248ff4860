package io.tributary.loadtest.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.partition.Draws;
import io.tributary.loadtest.attack.MinMax.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateAttacksTest {
    private static final float[][] HONEST = {{2, 0}, {4, 2}};

    @Test
    void aFlippedSignIsTheOppositeOfWhatTheAttackerWouldHaveSent() {
        Knowledge known =
                new Knowledge(HONEST, new float[][] {{1, -2}, {0.5f, 3}}, Draws.of(1, "rows/attackers", 0));
        assertArrayEquals(new float[][] {{-1, 2}, {-0.5f, -3}}, new SignFlip(1).forge(known));
        assertArrayEquals(new float[][] {{-4, 8}, {-2, -12}}, new SignFlip(4).forge(known));
    }

    @Test
    void innerProductManipulationIsMinusEpsilonTimesTheHonestMean() {
        // The mean is (3, 1).
        assertArrayEquals(new float[][] {{-1.5f, -0.5f}, {-1.5f, -0.5f}, {-1.5f, -0.5f}},
                new InnerProduct(0.5).forge(Rows.known(HONEST, 3)));
    }

    @Test
    void aLittleIsTheHonestMeanMinusZDeviations() {
        // The mean is (4, 1), the deviations are (2, 1).
        assertArrayEquals(new float[][] {{0, -1}},
                new LittleIsEnough(Optional.of(2.0)).forge(Rows.known(new float[][] {{2, 0}, {6, 2}}, 1)));
    }

    /** The second case is the paper's example. */
    @ParameterizedTest
    @CsvSource({"25, 5, 0.2533", "50, 24, 1.4261", "3, 1, 0", "4, 1, -0.4307", "5, 0, -0.2533", "25, 12, 1.4261"})
    void howLittleFollowsFromHowManySupportersAreWanted(int n, int f, double z) {
        assertEquals(z, LittleIsEnough.largest(n, f), 5e-5);
    }

    @Test
    void halfOfAllAttackersNeedNoSupportersAndHaveNoBound() {
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> LittleIsEnough.largest(4, 3))
                .getMessage()).contains("give z, or fewer attackers"));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void aLittleStaysWithinZDeviationsOfTheHonestMeanInEveryCoordinate(long seed) {
        float[][] honest = Rows.random(20, 50, seed);
        double[] mean = Columns.mean(honest);
        double[] deviation = Columns.deviation(honest, mean);
        double z = LittleIsEnough.largest(25, 5);
        for (float[] row : new LittleIsEnough(Optional.empty()).forge(Rows.known(honest, 5))) {
            for (int i = 0; i < row.length; i++) {
                assertEquals(mean[i] - z * deviation[i], row[i], 1e-6, "seed " + seed);
            }
        }
    }

    static Stream<Arguments> minMaxCases() {
        return Arrays.stream(Direction.values())
                .flatMap(direction -> IntStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(direction, seed)));
    }

    @ParameterizedTest
    @MethodSource("minMaxCases")
    void minMaxIsJustAsFarFromAnHonestUpdateAsTwoOfTheseAre(Direction direction, int seed) {
        float[][] honest = Rows.random(3 + seed, 40, seed);
        float[] forged = new MinMax(direction).forge(Rows.known(honest, 1))[0];
        double furthest = Arrays.stream(honest).mapToDouble(row -> Rows.distance(row, forged)).max().orElseThrow();
        double widest = Arrays.stream(honest)
                .flatMapToDouble(a -> Arrays.stream(honest).mapToDouble(b -> Rows.distance(a, b))).max().orElseThrow();
        assertEquals(widest, furthest, 1e-5 * widest, "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void minMaxOfTwoUpdatesOnALineIsTheLowerOne(Direction direction) {
        // The mean is (1, 0), all three directions lead to -x, and (1 - gamma, 0) is 1 + gamma from (2, 0): gamma = 1.
        assertArrayEquals(new float[] {0, 0},
                new MinMax(direction).forge(Rows.known(new float[][] {{0, 0}, {2, 0}}, 1))[0], 1e-6f);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void minMaxOfEqualUpdatesIsOneOfThem(Direction direction) {
        float[][] equal = {{3, -1}, {3, -1}};
        assertArrayEquals(equal[0], new MinMax(direction).forge(Rows.known(equal, 1))[0]);
    }

    @Test
    void noiseHasTheDeviationAskedForAndIsAnothersEveryTime() {
        float[][] honest = new float[4][20_000];
        for (float[] row : honest) {
            Arrays.fill(row, 0.5f);
        }
        float[][] noise = new Noise(3).forge(Rows.known(honest, 2));
        double[] all = IntStream.range(0, 20_000).mapToDouble(i -> noise[0][i]).toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(all).map(x -> x * x).average().orElseThrow());
        // Five deviations of the mean, 1.5 / sqrt(20000), and of the deviation, 1.5 / sqrt(40000).
        assertEquals(0, mean, 0.053);
        assertEquals(1.5, deviation, 0.0375);
        assertFalse(Arrays.equals(noise[0], noise[1]));
        assertArrayEquals(noise, new Noise(3).forge(Rows.known(honest, 2)));
    }

    static Stream<Attack> all() {
        return Stream.of(new NoAttack(), new SignFlip(2), new Noise(1), new LabelFlip(), new Backdoor(1, 0, 0.5, 5),
                new LittleIsEnough(Optional.of(1.0)), new InnerProduct(1), new MinMax(Direction.SIGN));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anAttackForgesARowForEachAttackerAndChangesNothingOfWhatItKnows(Attack attack) {
        float[][] honest = Rows.random(6, 30, 7);
        Knowledge known = Rows.known(honest, 3);
        assertEquals(3, attack.forge(known).length);
        assertArrayEquals(Rows.random(6, 30, 7), honest);
        assertArrayEquals(Rows.known(honest, 3).own(), known.own());
    }

    @Test
    void whoIsSilentSendsNothing() {
        assertEquals(0, new Silence().forge(Rows.known(HONEST, 3)).length);
    }

    @Test
    void whoAttacksByDataAloneSendsWhatTrainingGave() {
        assertArrayEquals(new float[][] {{1, 1}}, new LabelFlip().forge(Rows.known(HONEST, 1)));
        assertArrayEquals(new float[][] {{1, 1}}, new NoAttack().forge(Rows.known(HONEST, 1)));
        assertArrayEquals(new float[][] {{5, 5}}, new Backdoor(1, 0, 0.5, 5).forge(Rows.known(HONEST, 1)));
    }
}
