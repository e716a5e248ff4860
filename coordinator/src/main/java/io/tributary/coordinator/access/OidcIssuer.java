package io.tributary.coordinator.access;

import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.Fields;
import java.net.URI;
import java.util.List;

/**
 * An OpenID provider whose tokens operators may show.
 *
 * @param issuer exactly the {@code iss} of its tokens
 * @param audience what their {@code aud} must hold
 * @param keys its JWK set (RFC 7517): a {@code file:} or {@code https:} address, or {@code http:} on loopback
 * @param clients ids of the clients whose tokens are taken ({@code azp} or {@code client_id}), at least one
 * @param types the {@code typ} that its access tokens have in their header: {@code at+jwt} (RFC 9068), or {@code JWT} of a
 *        provider that knows no other; at least one
 */
public record OidcIssuer(String issuer, String audience, URI keys, List<String> clients, List<String> types) {
    /** Types that tokens may have. */
    public static final List<String> TYPES = List.of("at+jwt", "JWT");

    /** The type of an access token (RFC 9068, section 2.1), which an ID token never has. */
    public static final List<String> ACCESS_TOKENS = List.of("at+jwt");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is empty, a type is unknown, or the keys could be altered on their way
     */
    public OidcIssuer {
        clients = List.copyOf(Fields.given("clients", clients));
        types = List.copyOf(Fields.given("types", types));
        Fields.given("issuer", issuer);
        Fields.given("audience", audience);
        Fields.given("keys", keys);
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("issuer and audience must be set, or any token would do");
        }
        if (clients.isEmpty() || clients.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "clients must name at least one client, or another one's tokens would do");
        }
        if (types.isEmpty() || !TYPES.containsAll(types)) {
            throw new IllegalArgumentException("types must be of " + TYPES + ", at least one, not " + types);
        }
        String scheme = String.valueOf(keys.getScheme());
        boolean safe = scheme.equals("file") || scheme.equals("https") || (scheme.equals("http")
                && CoordinatorAddress.at(false, String.valueOf(keys.getHost()), keys.getPort()).isOfThisMachine());
        if (!safe) {
            throw new IllegalArgumentException(
                    "keys must be a file: or https: address, or http: on loopback, not '" + keys + "'");
        }
    }
}
