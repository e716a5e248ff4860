package io.tributary.aggregation.optimizer;

import io.tributary.protocol.plugin.PlugInSpec;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What every {@link ServerOptimizerPlugIn} must keep, for its author's tests: each coordinate moves by itself, so that a model worked off
 * in one piece, in pieces and again has the same bits (I3), with its state; finite values stay finite; nothing beyond the length is
 * touched. It finds much, and proves nothing.
 */
public final class ServerOptimizerContract {
    private static final int SIZE = 257;
    private static final int PIECE = 19;
    private static final int ROUNDS = 4;
    private static final long SEED = 20260101;

    private ServerOptimizerContract() {}

    /** A model and what an optimizer remembers of it. */
    private record World(float[] model, float[][] state) {
        static World of(ServerOptimizer optimizer) {
            SplittableRandom random = new SplittableRandom(SEED);
            float[][] state = new float[optimizer.slots()][SIZE];
            for (int slot = 0; slot < state.length; slot++) {
                Arrays.fill(state[slot], optimizer.initial(slot));
            }
            return new World(drawn(random), state);
        }

        void step(ServerOptimizer optimizer, float[] delta, int piece) {
            for (int from = 0; from < SIZE; from += piece) {
                int length = Math.min(piece, SIZE - from);
                step(optimizer, delta, from, length);
            }
        }

        /** The slices are longer than what counts of them, as buffers are that are used again. */
        private void step(ServerOptimizer optimizer, float[] delta, int from, int length) {
            float[] part = slice(model, from, length);
            float[][] kept = new float[state.length][];
            for (int slot = 0; slot < kept.length; slot++) {
                kept[slot] = slice(state[slot], from, length);
            }
            optimizer.step(part, slice(delta, from, length), kept, length);
            require(Float.isNaN(part[length]), "a value of the model beyond the length was written");
            System.arraycopy(part, 0, model, from, length);
            for (int slot = 0; slot < kept.length; slot++) {
                require(Float.isNaN(kept[slot][length]), "a value of the state beyond the length was written");
                System.arraycopy(kept[slot], 0, state[slot], from, length);
            }
        }

        private static float[] slice(float[] of, int from, int length) {
            float[] slice = Arrays.copyOf(Arrays.copyOfRange(of, from, from + length), length + 1);
            slice[length] = Float.NaN;
            return slice;
        }
    }

    /**
     * Tries an optimizer.
     *
     * @throws AssertionError that says what it does not keep
     */
    public static void check(ServerOptimizerPlugIn plugIn, PlugInSpec settings) {
        ServerOptimizer optimizer = plugIn.optimizer(0.5, settings).over(3);
        require(optimizer.slots() >= 0, "slots must be at least 0, not " + optimizer.slots());
        World whole = World.of(optimizer);
        World pieces = World.of(optimizer);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int round = 1; round <= ROUNDS; round++) {
            float[] delta = drawn(random);
            whole.step(optimizer, delta, SIZE);
            pieces.step(plugIn.optimizer(0.5, settings).over(3), delta, PIECE);
            require(Arrays.equals(whole.model(), pieces.model()) && Arrays.deepEquals(whole.state(), pieces.state()),
                    "in round " + round + " pieces of " + PIECE + " values gave other bits than the whole");
            for (float value : whole.model()) {
                require(Float.isFinite(value), "finite updates made a value of the model " + value);
            }
        }
    }

    private static float[] drawn(SplittableRandom random) {
        float[] values = new float[SIZE];
        for (int i = 1; i < SIZE; i++) { // the first is 0
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
