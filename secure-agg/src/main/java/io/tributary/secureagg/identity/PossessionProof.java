package io.tributary.secureagg.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proof, for one request, that whoever sends it holds a key: DPoP (RFC 9449), a JWS by EdDSA (RFC 8037) whose header carries
 * the public key. That the method and address are those of the request, that the time is near and that the id was not seen
 * before is for the receiver to check. Immutable.
 *
 * <p>What JWTs are known to be attacked by is settled here by taking one form alone: {@code typ} is {@code dpop+jwt},
 * {@code alg} is {@code EdDSA} and none else, the key is one that the receiver knows, and nothing that a header points to
 * ({@code kid}, {@code jku}, {@code x5u}) is ever looked at.
 *
 * @param method HTTP method of the request, {@code htm}
 * @param uri absolute address of the request without query and fragment, {@code htu}
 * @param issued epoch seconds, {@code iat}
 * @param id chosen by the sender and used once, {@code jti}: 16..64 characters of A-Z, a-z, 0-9, '-' and '_'
 * @param nonce chosen by the receiver, of the same form, {@code nonce}; null if it has given none yet
 */
public record PossessionProof(String method, String uri, long issued, String id, @Nullable String nonce) {
    /** Most characters of a proof that are read. */
    public static final int MAX_CHARACTERS = 2048;

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /** The claims as JSON. */
    private record Claims(String htm, String htu, long iat, String jti,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable String nonce) {}

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the id or the nonce is not of its form
     */
    public PossessionProof {
        if (nonce != null && !isNonce(nonce)) {
            throw new IllegalArgumentException("nonce must have 16..64 characters of A-Z, a-z, 0-9, '-' and '_'");
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("jti must have 16..64 characters of A-Z, a-z, 0-9, '-' and '_'");
        }
    }

    /** Whether it has the form of a nonce. */
    public static boolean isNonce(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether a header could be a proof at all, from its form alone: cheap, and no reason to believe it. */
    public static boolean isLikely(String compact) {
        return compact.length() <= MAX_CHARACTERS && COMPACT.matcher(compact).matches();
    }

    /** The proof in compact form, for the header {@code DPoP}. */
    public String sign(SigningKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA).type(TYPE).jwk(jwk(key.publicKey())).build();
        JWSObject unsigned = new JWSObject(header,
                new Payload(WireJson.write(new Claims(method, uri, issued, id, nonce))));
        byte[] input = unsigned.getSigningInput();
        return new String(input, StandardCharsets.US_ASCII) + "." + Base64URL.encode(key.signature(input));
    }

    /**
     * Reads a proof that this key signed.
     *
     * @throws RejectedException {@link Reason#UNAUTHENTICATED} if it is not of the one form that is taken, or this key did not
     *     sign it
     */
    public static PossessionProof verify(VerifyingKey key, String compact) throws RejectedException {
        Signed signed = verify(compact);
        require(signed.key().equals(key), "jwk must be the device's key");
        return signed.proof();
    }

    /**
     * A proof, and the key that signed it.
     *
     * @param key that its header names; whose it is, the receiver has to find out
     */
    public record Signed(VerifyingKey key, PossessionProof proof) {}

    /**
     * Reads a proof that the key in its own header signed.
     *
     * @throws RejectedException {@link Reason#UNAUTHENTICATED} if it is not of the one form that is taken, or that key did not sign it
     */
    public static Signed verify(String compact) throws RejectedException {
        JWSObject proof = parse(compact);
        JWSHeader header = proof.getHeader();
        require(TYPE.equals(header.getType()), "typ must be dpop+jwt");
        require(JWSAlgorithm.EdDSA.equals(header.getAlgorithm()), "alg must be EdDSA");
        require(header.getCriticalParams() == null && header.isBase64URLEncodePayload(), "crit and b64 are not taken");
        VerifyingKey key = key(header);
        require(key.matches(proof.getSignature().decode(), proof.getSigningInput()), "the signature does not match");
        return new Signed(key, claims(proof.getPayload().toBytes()));
    }

    private static VerifyingKey key(JWSHeader header) throws RejectedException {
        if (header.getJWK() instanceof OctetKeyPair named && Curve.Ed25519.equals(named.getCurve())
                && !named.isPrivate()) {
            try {
                return VerifyingKey.of(named.getX().decode());
            } catch (RejectedException none) {
                throw new RejectedException(Reason.UNAUTHENTICATED, "the DPoP proof is not taken: " + none.detail());
            }
        }
        throw new RejectedException(Reason.UNAUTHENTICATED,
                "the DPoP proof is not taken: jwk must be the device's public key, of Ed25519");
    }

    private static JWSObject parse(String compact) throws RejectedException {
        require(compact.length() <= MAX_CHARACTERS, "it has more than " + MAX_CHARACTERS + " characters");
        try {
            return JWSObject.parse(compact);
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the DPoP proof is no signed JWS in compact form");
        }
    }

    private static PossessionProof claims(byte[] json) throws RejectedException {
        try {
            Claims claims = WireJson.readMessage(json, Claims.class);
            return new PossessionProof(claims.htm(), claims.htu(), claims.iat(), claims.jti(), claims.nonce());
        } catch (IllegalArgumentException outside) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the DPoP proof: " + outside.getMessage());
        } catch (RejectedException malformed) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the DPoP proof: " + malformed.detail());
        }
    }

    private static OctetKeyPair jwk(VerifyingKey key) {
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key.raw())).build();
    }

    private static void require(boolean right, String what) throws RejectedException {
        if (!right) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the DPoP proof is not taken: " + what);
        }
    }
}
