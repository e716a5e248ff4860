package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;

/** The build replays the inputs beside this class; secure-agg/README.md says how to search for new ones. */
class SealFuzzTest {
    private static final SealContext CONTEXT = Contexts.ofChunks(3);
    private static final RoundKeyPair ROUND = RoundKeyPair.generate();

    @FuzzTest
    void noBytesNotMadeForThisRoundAreAHeader(byte[] header) {
        assertThrows(RejectedException.class, () -> UpdateOpener.open(ROUND, CONTEXT, header));
    }

    @FuzzTest
    void noBytesNotMadeForThisUpdateAreAChunk(byte[] sealed) throws RejectedException {
        UpdateSealer sealer = new UpdateSealer(ROUND.publicKey(), CONTEXT);
        UpdateOpener opener = UpdateOpener.open(ROUND, CONTEXT, sealer.header());
        assertThrows(RejectedException.class, () -> opener.open(0, sealed));
    }
}
