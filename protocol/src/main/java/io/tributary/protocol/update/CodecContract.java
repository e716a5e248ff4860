package io.tributary.protocol.update;

import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.plan.CodecSpec.PlugInCodec;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * What every {@link CodecPlugIn} must keep, for its author's tests: the same values and seed give the same bytes and the same bytes the same
 * values, on another thread as well; a chunk comes back no further off than it says; and any bytes are decoded or refused. It finds much,
 * and proves nothing.
 */
public final class CodecContract {
    private static final int[] LENGTHS = {1, 2, 7, 1000, 1 << 16};
    private static final int GARBAGE = 50;
    private static final long SEED = 20260101;

    private CodecContract() {}

    /**
     * Tries a codec on values of magnitudes up to 1.
     *
     * @param error how far a value may come back from what it was, at most
     * @throws AssertionError that says what it does not keep
     */
    public static void check(CodecPlugIn plugIn, PlugInSpec settings, double error) {
        PlugInCodec lengths = new PlugInCodec(settings, plugIn.bits(settings), plugIn.bytes(settings));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int length : LENGTHS) {
            float[] values = new float[length];
            for (int i = 1; i < length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            roundTrip(plugIn, settings, values, lengths.length(length), error);
            for (int i = 0; i < GARBAGE; i++) {
                byte[] garbage = new byte[lengths.length(length)];
                random.nextBytes(garbage);
                decode(plugIn, settings, garbage, length, true);
            }
        }
    }

    private static void roundTrip(CodecPlugIn plugIn, PlugInSpec settings, float[] values, int bytes, double error) {
        byte[] first = encode(plugIn, settings, values, bytes);
        byte[] elsewhere = CompletableFuture.supplyAsync(() -> encode(plugIn, settings, values, bytes)).join();
        require(Arrays.equals(first, elsewhere), "the same values and seed gave other bytes on another thread");
        float[] decoded = decode(plugIn, settings, first, values.length, false);
        require(Arrays.equals(decoded, decode(plugIn, settings, first, values.length, false)),
                "the same bytes gave other values");
        for (int i = 0; i < values.length; i++) {
            require(Math.abs(decoded[i] - values[i]) <= error,
                    "value " + i + " of " + values.length + " was " + values[i] + " and came back as " + decoded[i]);
        }
    }

    private static byte[] encode(CodecPlugIn plugIn, PlugInSpec settings, float[] values, int bytes) {
        float[] given = values.clone();
        byte[] into = new byte[bytes];
        plugIn.encode(given, SEED, settings, into);
        require(Arrays.equals(given, values), "the values were altered");
        return into;
    }

    private static float[] decode(CodecPlugIn plugIn, PlugInSpec settings, byte[] bytes, int length, boolean garbage) {
        float[] values = new float[length];
        try {
            plugIn.decode(bytes.clone(), settings, values);
        } catch (MalformedChunkException malformed) {
            require(garbage, "what it encoded was refused: " + malformed.getMessage());
        } catch (RuntimeException fault) {
            throw new AssertionError("bytes that are no chunk must be refused as malformed, not end in " + fault,
                    fault);
        }
        return values;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
