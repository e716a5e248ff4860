package io.tributary.protocol.update;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.Optional;

/**
 * How the updates of one round travel, chunk by chunk, so that any range can be read alone. Every length follows from the plan and
 * the layout, and is compared before anything is read. Immutable and safe for use by many threads.
 *
 * <p>Without a codec in the plan a chunk is its float32 values. With one, a chunk that was decoded is <em>what travelled</em>: the values of
 * a random subset, rotated values. {@link #expand} is the map back, linear and the same for all devices of the round, so that a
 * linear rule sums what travelled and expands the sum; any other rule expands each update. Values of a device's own choice (top-k)
 * travel with their positions, and are decoded into their places.
 *
 * <p>Values that did not travel expand to 0. A random subset without error feedback is multiplied by {@code length / count}, which
 * makes the update unbiased (Konecny et al. 2016); with error feedback it is not: what did not travel waits on the device.
 */
public final class UpdateCodec {
    private final UpdateSpec spec;
    private final Chunking chunking;
    private final Optional<Encoding> encoding;
    private final ChunkCodec plain = new ChunkCodec();
    private final ByteChunkCodec bytes = new ByteChunkCodec();

    /**
     * The codec of a round.
     *
     * @param spec bound and codec
     * @param layout of the model: an update has all but its frozen values
     * @param runSeed the plan's seed, from which what all devices share is drawn
     * @param round 1-based
     */
    public UpdateCodec(UpdateSpec spec, ParameterLayout layout, long runSeed, int round) {
        this.spec = spec;
        this.chunking = layout.updateChunking();
        this.encoding = spec.encoding().map(codec -> new Encoding(codec, runSeed, round));
    }

    /** The codec of a round of a plan. */
    public static UpdateCodec of(RunPlan plan, int round) {
        return new UpdateCodec(plan.update(), plan.layout(), plan.seed(), round);
    }

    /**
     * Passes if this process has the codec of a plan.
     *
     * @throws RejectedException MISSING_PLUG_IN or INVALID_FIELD, with the name of the plug-in, if it does not or has another one
     */
    public static void requireHere(RunPlan plan) throws RejectedException {
        if (plan.update().encoding().isPresent()) {
            Encoding.own(plan.update().encoding().get());
        }
    }

    /** The codecs that this process has beside those of Tributary. */
    public static PlugIns<CodecPlugIn> plugIns() {
        return PlugIns.of(CodecPlugIn.class, "codec");
    }

    /** Bytes of any encoded chunk of so many values, 1..2^16, under this spec. */
    public static int encodedLength(UpdateSpec spec, int values) {
        return spec.encoding().map(codec -> ByteChunkCodec.encodedLength(ChunkPlan.bytes(codec, values)))
                .orElseGet(() -> ChunkCodec.encodedLength(values));
    }

    /** How an update is cut. */
    public Chunking chunking() {
        return chunking;
    }

    /** Number of values that {@link #decode} gives of a chunk, at most its length. */
    public int transported(int chunk) {
        int length = chunking.length(chunk);
        return encoding.map(codec -> codec.transported(length)).orElse(length);
    }

    /** Whether what travels is not the values themselves, so that {@link #expand} does something. */
    public boolean isMapped() {
        return encoding.filter(Encoding::isMapped).isPresent();
    }

    /** Bytes of an encoded chunk. */
    public int encodedLength(int chunk) {
        return encodedLength(spec, chunking.length(chunk));
    }

    /** Encodes a chunk of an update, as {@link #encode(int, float[], long, byte[])}, into a new array. */
    public byte[] encode(int chunk, float[] update, long deviceSeed) throws RejectedException {
        byte[] encoded = new byte[encodedLength(chunk)];
        encode(chunk, update, deviceSeed, encoded);
        return encoded;
    }

    /**
     * Encodes a chunk of an update.
     *
     * @param update the whole update, or its beginning up to the end of the chunk
     * @param deviceSeed what this device's rounding is drawn from: its training seed (I10)
     * @param into {@link #encodedLength(int)} bytes, of which none is left as it was; undefined if this fails
     * @throws RejectedException NOT_FINITE or OUT_OF_BOUND if a value of the chunk is NaN, infinite, or beyond the plan's bound
     * @throws IllegalArgumentException if {@code into} has another length
     */
    public void encode(int chunk, float[] update, long deviceSeed, byte[] into) throws RejectedException {
        int offset = chunking.offset(chunk);
        int length = chunking.length(chunk);
        try {
            ValueCheck.check(update, offset, length, spec.bound());
        } catch (RejectedException refusal) {
            throw in(chunk, refusal);
        }
        if (encoding.isPresent()) {
            bytes.encode(encoding.get().encode(chunk, update, offset, length, deviceSeed), into);
        } else {
            plain.encode(update, offset, length, into);
        }
    }

    /**
     * Decodes a chunk into the first {@link #transported} values of an array.
     *
     * @throws RejectedException WRONG_LENGTH, WRONG_SHAPE, WRONG_DTYPE or MALFORMED_CHUNK if the bytes are no such chunk,
     *         NOT_FINITE or OUT_OF_BOUND if its scale is not finite or beyond the plan's bound; float32 values themselves
     *         are checked by {@link #verify} or by whoever sums them
     */
    public void decode(byte[] encoded, int chunk, float[] transported) throws RejectedException {
        int length = chunking.length(chunk);
        try {
            if (encoding.isPresent()) {
                byte[] payload = bytes.decode(encoded, encoding.get().bytes(length));
                encoding.get().decode(payload, length, spec.bound(), transported);
            } else {
                plain.decode(encoded, transported, 0, length);
            }
        } catch (MalformedChunkException malformed) {
            throw malformed.in("chunk " + chunk);
        } catch (RejectedException refusal) {
            throw in(chunk, refusal);
        }
    }

    /**
     * From what travelled to the chunk's values.
     *
     * @param transported its first {@link #transported} values are read
     * @param full its first values, as many as the chunk has, are written; another array
     */
    public void expand(int chunk, float[] transported, float[] full) {
        int length = chunking.length(chunk);
        if (encoding.isPresent()) {
            encoding.get().expand(chunk, length, transported, full);
        } else {
            System.arraycopy(transported, 0, full, 0, length);
        }
    }

    /**
     * Decodes a chunk, and passes it only if what travelled and what that expands to are finite and within the plan's bound: the
     * first may then enter an exact sum (I3), the second moves the model by no more than the plan allows.
     *
     * @param transported room for what travelled
     * @param full room for the chunk's values
     * @throws RejectedException as {@link #decode}; NOT_FINITE or OUT_OF_BOUND, naming the chunk
     */
    public void verify(byte[] encoded, int chunk, float[] transported, float[] full) throws RejectedException {
        decode(encoded, chunk, transported);
        try {
            ValueCheck.check(transported, 0, transported(chunk), spec.bound());
            expand(chunk, transported, full);
            if (isMapped()) {
                ValueCheck.check(full, 0, chunking.length(chunk), spec.bound());
            }
        } catch (RejectedException refusal) {
            throw in(chunk, refusal);
        }
    }

    private static RejectedException in(int chunk, RejectedException refusal) {
        return new RejectedException(refusal.reason(), "chunk " + chunk + ": " + refusal.detail());
    }
}
