package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class SealedChunkFuzzTest {
    private static final SealContext CONTEXT = Contexts.ofChunks(3);
    private static final RoundKeyPair ROUND = RoundKeyPair.generate();

    @FuzzTest
    void noBytesNotMadeForThisUpdateAreAChunk(byte[] sealed) throws RejectedException {
        UpdateSealer sealer = new UpdateSealer(ROUND.publicKey(), CONTEXT);
        UpdateOpener opener = UpdateOpener.open(ROUND, CONTEXT, sealer.header());
        assertThrows(RejectedException.class, () -> opener.open(0, sealed));
    }
}
