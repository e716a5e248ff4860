package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import java.nio.charset.StandardCharsets;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ProofFuzzTest {
    private static final VerifyingKey KEY = SigningKey.generate().publicKey();

    @FuzzTest
    void noTextThatTheKeyDidNotSignIsAProof(byte[] text) {
        assertThrows(RejectedException.class,
                () -> PossessionProof.verify(KEY, new String(text, StandardCharsets.ISO_8859_1)));
    }
}
