package io.tributary.coordinator.http;

import io.tributary.coordinator.shell.OpenRound;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.secureagg.seal.UpdateOpener;

/**
 * Looks through one sealed update as it arrives: each chunk must open in the context that this coordinator knows, decode, and
 * hold values that may enter an exact sum. Knows nothing of the chunks before (stateless) but the update's key. One thread.
 */
final class UploadVerifier {
    private static final ChunkCodec CODEC = new ChunkCodec();
    private final Chunking chunking;
    private final double bound;
    private final UpdateOpener opener;

    /**
     * Begins with the header.
     *
     * @throws RejectedException WRONG_LENGTH or BAD_SEAL
     */
    UploadVerifier(OpenRound round, String device, byte[] header) throws RejectedException {
        this.chunking = round.plan().layout().chunking();
        this.bound = round.plan().update().bound();
        this.opener = UpdateOpener.open(round.key(), round.context(device), header);
    }

    /**
     * Looks through one chunk.
     *
     * @param values room for them, overwritten
     * @throws RejectedException BAD_SEAL, MALFORMED_CHUNK, WRONG_SHAPE, WRONG_DTYPE, NOT_FINITE or OUT_OF_BOUND
     */
    void chunk(int chunk, byte[] sealed, float[] values) throws RejectedException {
        byte[] plain = opener.open(chunk, sealed);
        int length = chunking.length(chunk);
        try {
            CODEC.decode(plain, values, 0, length);
        } catch (MalformedChunkException malformed) {
            throw malformed.in("chunk " + chunk);
        }
        check(chunk, values, length);
    }

    private void check(int chunk, float[] values, int length) throws RejectedException {
        try {
            ValueCheck.check(values, 0, length, bound);
        } catch (RejectedException refusal) {
            throw new RejectedException(refusal.reason(), "chunk " + chunk + ": " + refusal.detail());
        }
    }
}
