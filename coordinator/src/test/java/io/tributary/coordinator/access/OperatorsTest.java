package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    @TempDir
    private Path directory;
    private TestIssuer issuer;
    private Operators operators;

    @BeforeEach
    void believe() throws Exception {
        issuer = new TestIssuer(directory);
        operators = new Operators("the-admin-token-of-32-characters", Optional.of(issuer.trusted()), () -> NOW);
    }

    private void refused(Reason reason, String token) {
        RejectedException refusal = assertThrows(RejectedException.class, () -> operators.authenticate(token));
        assertEquals(reason, refusal.reason(), refusal.detail());
    }

    @Test
    void theAdminTokenIsTheAdmin() throws RejectedException {
        assertEquals(new Operator("token", Role.ADMIN), operators.authenticate("the-admin-token-of-32-characters"));
        refused(Reason.UNAUTHENTICATED, "the-admin-token-of-32-characters ");
        refused(Reason.UNAUTHENTICATED, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "the-admin-token-of-31-character", "                                ",
        "the admin token of 32 characters", "the-admin-token-of-32-characters\n"})
    void anAdminTokenThatIsEmptyBlankOrShortNeverCounts(String token) {
        assertThrows(IllegalArgumentException.class, () -> new Operators(token, Optional.empty(), () -> NOW));
    }

    @Test
    void aTokenOfTheIssuerHasTheLargestRoleThatItLists() throws Exception {
        assertEquals(new Operator("oidc:olga", Role.VIEWER), operators.authenticate(issuer.token(NOW, "viewer")));
        assertEquals(new Operator("oidc:olga", Role.OPERATOR),
                operators.authenticate(issuer.tokenByEc(NOW, "chess", "operator", "viewer")));
        assertEquals(new Operator("oidc:olga", Role.ADMIN),
                operators.authenticate(issuer.token(NOW, "admin", "viewer")));
    }

    @Test
    void aTokenAtTheBoundsOfTimeIsTaken() throws Exception {
        assertEquals(new Operator("oidc:olga", Role.ADMIN),
                operators.authenticate(issuer.tokenAtTheBounds(NOW, "admin")));
    }

    @Test
    void nobodyOfTheIssuerHasTheNameOfTheAdminToken() throws Exception {
        for (String subject : List.of("token", "admin", "x".repeat(255))) {
            assertEquals("oidc:" + subject, operators.authenticate(issuer.tokenOf(subject, NOW, "admin")).name());
        }
    }

    @Test
    void aTypeThatIsConfiguredIsTakenAndNoOther() throws Exception {
        operators = new Operators("the-admin-token-of-32-characters", Optional.of(new OidcIssuer(
                issuer.trusted().issuer(), issuer.trusted().audience(), issuer.keys(), issuer.trusted().clients(),
                List.of("JWT"))), () -> NOW);
        refused(Reason.UNAUTHENTICATED, issuer.token(NOW, "admin"));
        assertEquals(Role.ADMIN, operators.authenticate(issuer.bad(NOW).get("of the type of an ID token")).role());
    }

    @Test
    void anIssuerWithoutClientsOrWithUnknownTypesIsNotBelieved() {
        OidcIssuer good = issuer.trusted();
        for (List<String> clients : List.of(List.<String>of(), List.of(" "))) {
            assertThrows(IllegalArgumentException.class, () -> new OidcIssuer(good.issuer(), good.audience(),
                    good.keys(), clients, good.types()));
        }
        for (List<String> types : List.of(List.<String>of(), List.of("dpop+jwt"))) {
            assertThrows(IllegalArgumentException.class, () -> new OidcIssuer(good.issuer(), good.audience(),
                    good.keys(), good.clients(), types));
        }
    }

    @Test
    void aTokenWithoutARoleMayDoNothing() {
        refused(Reason.FORBIDDEN, issuer.token(NOW));
        refused(Reason.FORBIDDEN, issuer.token(NOW, "ADMIN", "root", ""));
    }

    @Test
    void whatIsWrongInOneThingIsNobody() throws Exception {
        for (Map.Entry<String, String> bad : issuer.bad(NOW).entrySet()) {
            RejectedException refusal = assertThrows(RejectedException.class,
                    () -> operators.authenticate(bad.getValue()), "a token " + bad.getKey());
            assertEquals(Reason.UNAUTHENTICATED, refusal.reason(), "a token " + bad.getKey());
        }
    }

    @Test
    void I8_aLongTokenIsNotRead() {
        refused(Reason.UNAUTHENTICATED, "x".repeat(8193));
    }

    @Test
    void withoutAnIssuerItsTokensAreNobodys() {
        operators = new Operators("the-admin-token-of-32-characters", Optional.empty(), () -> NOW);
        refused(Reason.UNAUTHENTICATED, issuer.token(NOW, "admin"));
    }

    @Test
    void whileTheKeysCannotBeReadNobodyIsRefusedForGood() throws Exception {
        Files.delete(Path.of(issuer.keys()));
        refused(Reason.UNAVAILABLE, issuer.token(NOW, "admin"));
        assertEquals(Role.ADMIN, operators.authenticate("the-admin-token-of-32-characters").role());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example/keys", "ftp://127.0.0.1/keys", "keys.json"})
    void keysThatCouldBeAlteredOnTheirWayAreNotRead(String address) {
        assertThrows(IllegalArgumentException.class,
                () -> new OidcIssuer("https://issuer.example", "tributary", URI.create(address), List.of("command"),
                        OidcIssuer.ACCESS_TOKENS));
    }
}
