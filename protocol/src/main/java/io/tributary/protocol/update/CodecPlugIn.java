package io.tributary.protocol.update;

import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;

/**
 * Port of codecs of somebody's own: how the values of a chunk of an update become bytes on a device, and values again on the coordinator.
 * The same values and seed give the same bytes, and the same bytes the same values, on every machine (I3, I10). A chunk is read alone.
 * {@link CodecContract} tries that.
 */
public interface CodecPlugIn extends PlugIn {
    /** Bits of a value, 1..32: with {@link #bytes} they say how long a chunk is. */
    int bits(PlugInSpec settings);

    /** Bytes of a chunk beside its values, 0..4096; none unless it says so. */
    default int bytes(PlugInSpec settings) {
        return 0;
    }

    /**
     * Encodes a chunk.
     *
     * @param values all of the chunk, 1..2^16, finite and within the plan's bound; not to be altered
     * @param seed of this chunk on this device and in this round: all randomness is drawn from it
     * @param into all zeros, as long as follows from {@link #bits} and {@link #bytes}
     */
    void encode(float[] values, long seed, PlugInSpec settings, byte[] into);

    /**
     * Decodes a chunk. The bytes are those of a device, which may have sent anything.
     *
     * @param bytes as long as follows from {@link #bits} and {@link #bytes}
     * @param values all of the chunk, to be written; they are then compared with the plan's bound
     * @throws MalformedChunkException if they are no chunk
     */
    void decode(byte[] bytes, PlugInSpec settings, float[] values) throws MalformedChunkException;
}
