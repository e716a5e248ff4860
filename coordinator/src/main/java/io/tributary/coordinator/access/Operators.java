package io.tributary.coordinator.access;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.identity.BearerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Knows operators by what they show: the admin token of this coordinator, or a JWT of an issuer it believes. Thread-safe. */
public final class Operators {
    private static final Operator ADMIN = Operator.ofAdminToken();
    private final Sha256 admin;
    private final Optional<IssuerTokens> issuer;

    /**
     * Takes the admin token, a secret, and the issuer, if any.
     *
     * @throws IllegalArgumentException if the token is blank or has less than {@value BearerToken#FEWEST_CHARACTERS} characters
     */
    public Operators(String adminToken, Optional<OidcIssuer> issuer, java.time.InstantSource clock) {
        this.admin = hash(BearerToken.requireLong("the admin token", adminToken));
        this.issuer = issuer.map(trusted -> new IssuerTokens(trusted, clock));
    }

    /**
     * Who shows this, as far as it is known without asking the issuer. Does not block.
     *
     * @return empty if only the issuer's keys can tell
     * @throws RejectedException UNAUTHENTICATED if it is nobody known
     */
    public Optional<Operator> known(String token) throws RejectedException {
        if (!BearerToken.isToken(token)) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "an operator's token is printable ASCII without spaces, at least 1 character");
        }
        if (MessageDigest.isEqual(hash(token).bytes(), admin.bytes())) {
            return Optional.of(ADMIN);
        }
        if (issuer.isEmpty()) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "this needs an operator's token");
        }
        return Optional.empty();
    }

    /**
     * Who shows this. Digests are compared, in constant time, so that neither length nor content leaks. May block on the
     * network, for the keys of the issuer.
     *
     * @throws RejectedException UNAUTHENTICATED if it is nobody known, FORBIDDEN if it is somebody without a role
     */
    public Operator authenticate(String token) throws RejectedException {
        Optional<Operator> known = known(token);
        return known.isPresent() ? known.get() : issuer.orElseThrow().read(token);
    }

    private static Sha256 hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
