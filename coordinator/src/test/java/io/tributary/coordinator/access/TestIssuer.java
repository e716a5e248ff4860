package io.tributary.coordinator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OpenID provider whose key set is a file, and what is shown in the place of its tokens. */
public final class TestIssuer {
    private static final String NAME = "https://issuer.example";
    private static final String AUDIENCE = "tributary";
    private static final String CLIENT = "tributary-command";
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final RSAKey RSA = rsa("key-1");
    private static final RSAKey STRANGER = rsa("key-1");
    private static final RSAKey NEXT = rsa("key-3");
    private static final ECKey EC = ec();

    private final Path file;

    public TestIssuer(Path directory) throws IOException {
        this.file = Files.writeString(directory.resolve("jwks.json"), new JWKSet(List.of(RSA, EC)).toString(true));
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("key-2").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a coordinator is told. */
    public OidcIssuer trusted() {
        return new OidcIssuer(NAME, AUDIENCE, keys(), List.of(CLIENT), OidcIssuer.ACCESS_TOKENS);
    }

    /** What a coordinator is told of a provider whose key set is elsewhere. */
    static OidcIssuer trusted(URI keys) {
        return new OidcIssuer(NAME, AUDIENCE, keys, List.of(CLIENT), OidcIssuer.ACCESS_TOKENS);
    }

    /** The key set. */
    static String keySet() {
        return new JWKSet(List.of(RSA, EC)).toString(true);
    }

    /** The key set after a rotation. */
    static String nextKeySet() {
        return new JWKSet(List.of(NEXT)).toString(true);
    }

    /** A token by the key that is not yet in the first set. */
    static String nextToken(Instant now, String... roles) {
        return byRsa(NEXT, header(JWSAlgorithm.RS256, "key-3"), claims(now, List.of(roles)).build());
    }

    URI keys() {
        return file.toUri();
    }

    private static JWTClaimsSet.Builder claims(Instant now, List<String> roles) {
        return new JWTClaimsSet.Builder().issuer(NAME).audience(AUDIENCE).subject("olga").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300))).claim("client_id", CLIENT)
                .claim("roles", roles);
    }

    private static String signed(JWSHeader.Builder header, JWSSigner signer, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header.build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String key) {
        return new JWSHeader.Builder(algorithm).type(ACCESS_TOKEN).keyID(key);
    }

    private static String byRsa(JWTClaimsSet claims) {
        return byRsa(RSA, header(JWSAlgorithm.RS256, "key-1"), claims);
    }

    private static String byRsa(RSAKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            return signed(header, new RSASSASigner(key), claims);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String byMac(byte[] secret, JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            return signed(header, new MACSigner(secret), claims);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A good token by RSA. */
    public String token(Instant now, String... roles) {
        return byRsa(claims(now, List.of(roles)).build());
    }

    /** A good token of this subject. */
    String tokenOf(String subject, Instant now, String role) {
        return byRsa(claims(now, List.of(role)).subject(subject).build());
    }

    /** A good token whose client is named by {@code azp} alone, made 59 s ahead and for a whole day. */
    String tokenAtTheBounds(Instant now, String role) {
        return byRsa(claims(now.plusSeconds(59), List.of(role)).claim("client_id", null).claim("azp", CLIENT)
                .expirationTime(Date.from(now.plusSeconds(59 + 86_400))).build());
    }

    /** A good token by an elliptic curve. */
    public String tokenByEc(Instant now, String... roles) throws JOSEException {
        return signed(header(JWSAlgorithm.ES256, "key-2"), new ECDSASigner(EC), claims(now, List.of(roles)).build());
    }

    /** Tokens that would be an admin's if only one thing were right, by what is wrong. */
    public Map<String, String> bad(Instant now) throws JOSEException {
        JWTClaimsSet admin = claims(now, List.of("admin")).build();
        JWTClaimsSet.Builder change = claims(now, List.of("admin"));
        byte[] publicKey = RSA.toRSAPublicKey().getEncoded();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("expired", byRsa(claims(now.minusSeconds(1000), List.of("admin")).build()));
        bad.put("not yet valid", byRsa(change.notBeforeTime(Date.from(now.plusSeconds(600))).build()));
        bad.put("of another issuer", byRsa(claims(now, List.of("admin")).issuer(NAME + "/").build()));
        bad.put("for another audience", byRsa(claims(now, List.of("admin")).audience("other").build()));
        bad.put("for no audience", byRsa(claims(now, List.of("admin")).audience((String) null).build()));
        bad.put("of nobody", byRsa(claims(now, List.of("admin")).subject("").build()));
        bad.put("of a blank name", byRsa(claims(now, List.of("admin")).subject("  \t").build()));
        bad.put("of a name that is not ASCII", byRsa(claims(now, List.of("admin")).subject("\u00e4nne").build()));
        bad.put("of a long name", byRsa(claims(now, List.of("admin")).subject("x".repeat(256)).build()));
        bad.put("that never ends", byRsa(claims(now, List.of("admin")).expirationTime(null).build()));
        bad.put("of nobody", byRsa(claims(now, List.of("admin")).subject(null).build()));
        bad.put("by none", new PlainJWT(admin).serialize());
        bad.put("by HS256 with the public key", byMac(publicKey, header(JWSAlgorithm.HS256, "key-1"), admin));
        bad.put("by another key of that name", byRsa(STRANGER, header(JWSAlgorithm.RS256, "key-1"), admin));
        bad.put("by an unknown key", byRsa(STRANGER, header(JWSAlgorithm.RS256, "key-9"), admin));
        bad.put("with a path as its key", byMac(new byte[32],
                header(JWSAlgorithm.HS256, "../../../../../../dev/null"), admin));
        bad.put("by RSA with a path as its key",
                byRsa(STRANGER, header(JWSAlgorithm.RS256, "../../../../../../etc/passwd"), admin));
        bad.put("that brings its own key", byRsa(STRANGER,
                header(JWSAlgorithm.RS256, "key-9").jwk(STRANGER.toPublicJWK()), admin));
        bad.put("that points to its own keys", byRsa(STRANGER,
                header(JWSAlgorithm.RS256, "key-9").jwkURL(URI.create("http://127.0.0.1:9/keys")), admin));
        bad.put("of another type", byRsa(RSA,
                new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("dpop+jwt")).keyID("key-1"), admin));
        bad.put("of the type of an ID token",
                byRsa(RSA, header(JWSAlgorithm.RS256, "key-1").type(JOSEObjectType.JWT), admin));
        bad.put("of no type", byRsa(RSA, header(JWSAlgorithm.RS256, "key-1").type(null), admin));
        bad.put("of no client", byRsa(claims(now, List.of("admin")).claim("client_id", null).build()));
        bad.put("of another client", byRsa(claims(now, List.of("admin")).claim("client_id", "other").build()));
        bad.put("of another authorized party", byRsa(claims(now, List.of("admin")).claim("azp", "other").build()));
        bad.put("of a list of clients",
                byRsa(claims(now, List.of("admin")).claim("client_id", List.of(CLIENT)).build()));
        bad.put("made a day ahead", byRsa(claims(now.plusSeconds(86_400), List.of("admin")).build()));
        bad.put("made 61 s ahead", byRsa(claims(now.plusSeconds(61), List.of("admin")).build()));
        bad.put("that holds for ten years", byRsa(claims(now, List.of("admin"))
                .expirationTime(Date.from(now.plusSeconds(315_360_000))).build()));
        bad.put("that holds for a day and a second",
                byRsa(claims(now, List.of("admin")).expirationTime(Date.from(now.plusSeconds(86_401))).build()));
        bad.put("with other claims", spliced(byRsa(claims(now, List.of("viewer")).build()), byRsa(admin)));
        return bad;
    }

    private static String spliced(String signed, String wanted) {
        return wanted.substring(0, wanted.lastIndexOf('.')) + signed.substring(signed.lastIndexOf('.'));
    }
}
