package io.tributary.coordinator.access;

import java.net.URI;
import java.util.Set;

/**
 * An OpenID provider whose tokens operators may show.
 *
 * @param issuer exactly the {@code iss} of its tokens
 * @param audience what their {@code aud} must hold
 * @param keys its JWK set (RFC 7517): a {@code file:} or {@code https:} address, or {@code http:} on loopback
 */
public record OidcIssuer(String issuer, String audience, URI keys) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is empty or the keys could be altered on their way
     */
    public OidcIssuer {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("issuer and audience must be set, or any token would do");
        }
        String scheme = String.valueOf(keys.getScheme());
        boolean safe = scheme.equals("file") || scheme.equals("https")
                || (scheme.equals("http") && LOOPBACK.contains(String.valueOf(keys.getHost())));
        if (!safe) {
            throw new IllegalArgumentException(
                    "keys must be a file: or https: address, or http: on loopback, not '" + keys + "'");
        }
    }
}
