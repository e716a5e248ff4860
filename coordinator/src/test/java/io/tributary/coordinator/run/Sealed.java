package io.tributary.coordinator.run;

import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.ByteArrayOutputStream;

/** Updates as devices seal them. */
public final class Sealed {
    private static final ChunkCodec CODEC = new ChunkCodec();

    private Sealed() {}

    /** The header and all chunks of an update with these values. */
    public static byte[] update(RoundPublicKey key, SealContext context, Chunking chunking, float[] values) {
        UpdateSealer sealer = new UpdateSealer(key, context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(sealer.header());
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            bytes.writeBytes(
                    sealer.seal(chunk, CODEC.encode(values, chunking.offset(chunk), chunking.length(chunk))));
        }
        return bytes.toByteArray();
    }
}
