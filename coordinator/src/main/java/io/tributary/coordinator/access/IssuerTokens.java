package io.tributary.coordinator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JWTs of one OpenID provider (RFC 7519, best practice of RFC 8725): algorithms with a public key alone, so that neither
 * {@code none} nor a MAC by a public key is taken; keys from the configured set alone, whatever a header points to; the type of an
 * access token (RFC 9068); exact issuer and audience; a client of the configured list; made not later than now, and for a bounded
 * time. The key set is read when it is needed, bounded in bytes and time, and
 * kept for some minutes. Thread-safe.
 */
final class IssuerTokens {
    static final String ROLES = "roles";
    private static final int MAX_CHARACTERS = 8192;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256,
            JWSAlgorithm.ES256);

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final OidcIssuer issuer;
    private final InstantSource clock;

    IssuerTokens(OidcIssuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                issuer.types().stream().map(JOSEObjectType::new).collect(Collectors.toSet())));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(issuer)));
        processor.setJWTClaimsSetVerifier(claims(issuer, clock));
    }

    private static JWKSource<SecurityContext> keys(OidcIssuer issuer) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(issuer.keys().toURL(),
                    new DirectRetriever()).refreshAheadCache(false).build();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("keys must be an address, not " + issuer.keys(), impossible);
        }
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(OidcIssuer issuer, InstantSource clock) {
        return new DefaultJWTClaimsVerifier<>(issuer.audience(),
                new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(), Set.of("sub", "iat", "exp")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
    }

    /** Who shows this token. */
    Operator read(String token) throws RejectedException {
        if (token.length() > MAX_CHARACTERS) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "a token has at most " + MAX_CHARACTERS + " characters, not " + token.length());
        }
        JWTClaimsSet claims = verified(token);
        String name = name(claims);
        requireClient(claims);
        requireTime(claims);
        return role(claims).map(role -> Operator.ofIssuer(name, role))
                .orElseThrow(() -> new RejectedException(Reason.FORBIDDEN,
                        "the token's roles hold none of viewer, operator and admin"));
    }

    /**
     * A name is 1..255 printable ASCII characters (OpenID Connect Core 1.0, section 2). A longer one is refused, not cut: two people must
     * not look like one in the audit log.
     */
    private static String name(JWTClaimsSet claims) throws RejectedException {
        String subject = Objects.requireNonNullElse(claims.getSubject(), "");
        boolean ascii = subject.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
        if (subject.isBlank() || subject.length() > Operator.MAX_SUBJECT || !ascii) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the token's sub must have 1.." + Operator.MAX_SUBJECT
                    + " printable ASCII characters, not all of them blanks");
        }
        return subject;
    }

    /** Each of the two claims that name a client must name one that is configured, and one of them must be there. */
    private void requireClient(JWTClaimsSet claims) throws RejectedException {
        List<Object> named = Stream.of("azp", "client_id").map(claims::getClaim).filter(Objects::nonNull).toList();
        if (named.isEmpty() || !named.stream().allMatch(issuer.clients()::contains)) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the token's azp or client_id must be one of oidc.clients of this coordinator");
        }
    }

    private void requireTime(JWTClaimsSet claims) throws RejectedException {
        Instant issued = claims.getIssueTime().toInstant();
        if (issued.isAfter(clock.instant().plus(SKEW))) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the token's iat is more than " + SKEW.toSeconds()
                    + " s ahead of the coordinator's clock");
        }
        if (claims.getExpirationTime().toInstant().isAfter(issued.plus(LONGEST_LIFE))) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the token holds for more than " + LONGEST_LIFE.toHours() + " hours, from iat to exp");
        }
    }

    private JWTClaimsSet verified(String token) throws RejectedException {
        try {
            return processor.process(token, null);
        } catch (RateLimitReachedException unknownKey) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the issuer's keys were read a moment ago, and the token's is not among them");
        } catch (KeySourceException unreachable) {
            throw new RejectedException(Reason.UNAVAILABLE, "the issuer's keys cannot be read now; try again later");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException refused) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the token is not taken: " + refused.getMessage());
        }
    }

    /** The largest role that is listed. */
    private static Optional<Role> role(JWTClaimsSet claims) throws RejectedException {
        try {
            List<String> roles = claims.getStringListClaim(ROLES);
            return roles == null ? Optional.empty()
                    : roles.stream().flatMap(name -> Role.of(String.valueOf(name)).stream())
                            .max(Comparator.naturalOrder());
        } catch (ParseException malformed) {
            throw new RejectedException(Reason.FORBIDDEN, "the token's roles must be a list of names");
        }
    }
}
