package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PossessionProofTest {
    private static final PossessionProof PROOF = new PossessionProof("POST", "http://127.0.0.1:1/v1/sessions",
            1_767_225_600, "an-id-that-is-used-once", null);
    private static final String CLAIMS =
            "{\"htm\":\"POST\",\"htu\":\"http://127.0.0.1:1/v1/sessions\",\"iat\":1767225600,"
                    + "\"jti\":\"an-id-that-is-used-once\"}";

    private final SigningKey key = SigningKey.generate();

    private String jwk() {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Base64URL.encode(key.publicKey().raw()) + "\"}";
    }

    /** Signed by the device's key whatever the header says. */
    private String signed(String header, String claims) {
        String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        return input + "." + Base64URL.encode(key.signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private String header(String typ, String alg, String more) {
        return "{\"typ\":\"" + typ + "\",\"alg\":\"" + alg + "\",\"jwk\":" + jwk() + more + "}";
    }

    private void refused(String proof) {
        RejectedException refusal = assertThrows(RejectedException.class,
                () -> PossessionProof.verify(key.publicKey(), proof));
        assertEquals(Reason.UNAUTHENTICATED, refusal.reason(), refusal.detail());
    }

    @Test
    void aProofIsReadBackAsItWasSigned() throws RejectedException {
        assertEquals(PROOF, PossessionProof.verify(key.publicKey(), PROOF.sign(key)));
        assertEquals(PROOF, PossessionProof.verify(key.publicKey(), signed(header("dpop+jwt", "EdDSA", ""), CLAIMS)));
    }

    @Test
    void aNonceIsReadBackAndKeepsItsForm() throws RejectedException {
        PossessionProof named =
                new PossessionProof("POST", PROOF.uri(), PROOF.issued(), PROOF.id(), "a-nonce-of-16-chars");
        assertEquals(named, PossessionProof.verify(key.publicKey(), named.sign(key)));
        for (String nonce : Set.of("short", "", "x".repeat(65), "a nonce with blanks")) {
            refused(signed(header("dpop+jwt", "EdDSA", ""),
                    CLAIMS.replace("}", ",\"nonce\":\"" + nonce + "\"}")));
        }
    }

    @Test
    void anotherLibraryTakesItAsEdDsaByTheKeyInItsHeader() throws Exception {
        JWSObject proof = JWSObject.parse(PROOF.sign(key));
        assertEquals("dpop+jwt", proof.getHeader().getType().getType());
        assertEquals(true, proof.verify(new Ed25519Verifier((OctetKeyPair) proof.getHeader().getJWK())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b", "{}", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoProofIsRefused(String text) {
        refused(text);
    }

    @Test
    void noOtherAlgorithmIsTakenThoughTheSignatureMatches() {
        for (String alg : Set.of("none", "HS256", "RS256", "ES256", "Ed448", "Ed25519", "eddsa", "")) {
            refused(signed(header("dpop+jwt", alg, ""), CLAIMS));
        }
    }

    @Test
    void thePublicKeyIsNoSecretForHs256() throws JOSEException {
        JWSObject forged = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("dpop+jwt"))
                .jwk(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key.publicKey().raw())).build()).build(),
                new Payload(CLAIMS));
        forged.sign(new MACSigner(key.publicKey().raw()));
        refused(forged.serialize());
    }

    @Test
    void anotherTypeOfTokenIsNoProof() {
        refused(signed(header("JWT", "EdDSA", ""), CLAIMS));
        refused(signed("{\"alg\":\"EdDSA\",\"jwk\":" + jwk() + "}", CLAIMS));
    }

    @Test
    void whatAHeaderDemandsOrPointsToIsNotFollowed() throws RejectedException {
        refused(signed(header("dpop+jwt", "EdDSA", ",\"crit\":[\"x\"],\"x\":1"), CLAIMS));
        refused(signed(header("dpop+jwt", "EdDSA", ",\"crit\":[\"b64\"],\"b64\":false"), CLAIMS));
        assertEquals(PROOF, PossessionProof.verify(key.publicKey(), signed(header("dpop+jwt", "EdDSA",
                ",\"kid\":\"../../../../etc/passwd\",\"jku\":\"http://127.0.0.1:9/keys\""), CLAIMS)));
    }

    @Test
    void aProofOfAnotherKeyIsRefusedWhoeverItNames() {
        refused(PROOF.sign(SigningKey.generate()));
        String[] foreign = new PossessionProof("POST", PROOF.uri(), PROOF.issued(), PROOF.id(), null)
                .sign(SigningKey.generate()).split("\\.", -1);
        String[] own = PROOF.sign(key).split("\\.", -1);
        refused(own[0] + "." + own[1] + "." + foreign[2]);
        refused(own[0] + "." + own[1] + ".AAAA");
        refused(signed("{\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\"}", CLAIMS));
    }

    @Test
    void claimsAreReadStrictly() {
        String header = header("dpop+jwt", "EdDSA", "");
        for (String claims : new String[] {"", "[]", "{}", CLAIMS.replace("1767225600", "\"1767225600\""),
            CLAIMS.replace("1767225600", "1e400"), CLAIMS.replace("an-id-that-is-used-once", "short"),
            CLAIMS.replace("an-id-that-is-used-once", "../../../../etc/passwd"),
            CLAIMS.replace("\"htm\":\"POST\",", ""), CLAIMS.replace("{", "{\"htm\":\"GET\",")}) {
            refused(signed(header, claims));
        }
    }

    @Test
    void I8_aLongProofIsNotRead() {
        refused(signed(header("dpop+jwt", "EdDSA", ",\"pad\":\"" + "x".repeat(2048) + "\""), CLAIMS));
    }
}
