package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.OpenRound;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.UpdateOpener;

/**
 * Looks through one sealed update as it arrives: each chunk must open in the context that this coordinator knows, decode, and
 * hold values that may enter an exact sum. Knows nothing of the chunks before (stateless) but the update's key. One thread.
 */
final class UploadVerifier {
    private final UpdateCodec codec;
    private final UpdateOpener opener;

    /**
     * Begins with the header.
     *
     * @throws RejectedException WRONG_LENGTH or BAD_SEAL
     */
    UploadVerifier(OpenRound round, String device, byte[] header) throws RejectedException {
        this.codec = UpdateCodec.of(round.plan(), round.round());
        this.opener = UpdateOpener.open(round.key(), round.context(device), header);
    }

    /**
     * Looks through one chunk.
     *
     * @param bench room for its values, overwritten
     * @throws RejectedException BAD_SEAL, WRONG_LENGTH, MALFORMED_CHUNK, WRONG_SHAPE, WRONG_DTYPE, NOT_FINITE or OUT_OF_BOUND
     */
    void chunk(int chunk, byte[] sealed, VerifyBuffers.Bench bench) throws RejectedException {
        codec.verify(opener.open(chunk, sealed), chunk, bench.travelled(), bench.values());
    }
}
