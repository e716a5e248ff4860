package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.Base64URL;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.charset.StandardCharsets;

/** Claims that the right key signed. The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ProofClaimsFuzzTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final String HEADER =
            "{\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                    + Base64URL.encode(KEY.publicKey().raw()) + "\"}}";

    @FuzzTest
    void anyClaimsAreRefusedOrThoseOfAProof(byte[] claims) {
        String input = Base64URL.encode(HEADER) + "." + Base64URL.encode(claims);
        String proof = input + "." + Base64URL.encode(KEY.signature(input.getBytes(StandardCharsets.US_ASCII)));
        try {
            PossessionProof read = PossessionProof.verify(KEY.publicKey(), proof);
            assertEquals(read, PossessionProof.verify(KEY.publicKey(), read.sign(KEY)));
        } catch (RejectedException refused) {
            assertEquals(Reason.UNAUTHENTICATED, refused.reason());
        }
    }
}
