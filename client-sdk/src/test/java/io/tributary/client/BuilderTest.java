package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BuilderTest extends TrialTest {
    private String refusal(Class<? extends Exception> type, ClientBuilder builder) {
        return assertThrows(type, () -> builder.build().close()).getMessage();
    }

    @Test
    void namesTheSettingThatIsMissing() {
        ClientBuilder bare = FederatedClient.builder().directory(directory);
        assertEquals("FederatedClient.builder().coordinator(...) is needed",
                refusal(IllegalArgumentException.class, bare));
        bare.coordinator(trial.coordinator.address());
        assertEquals("FederatedClient.builder().device(...) is needed", refusal(IllegalArgumentException.class, bare));
        bare.device("a");
        assertEquals("FederatedClient.builder().trainer(...) or examples(...) is needed",
                refusal(IllegalArgumentException.class, bare));
        bare.trainer(trial.trainer());
        String keys = refusal(IllegalArgumentException.class, bare);
        assertTrue(keys.contains("ownerKey") && keys.contains("trust.json"), keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Big", "a/b", "..", "a_b"})
    void refusesADeviceIdThatIsNone(String id) {
        String message = refusal(IllegalArgumentException.class, trial.client(directory).device(id));
        assertTrue(message.startsWith("device must be 1..64 characters of a-z, 0-9 and '-'"), message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n", "a token"})
    void refusesAnEnrolmentTokenThatIsNone(String token) {
        assertThrows(IllegalArgumentException.class, () -> FederatedClient.builder().enrolmentToken(token));
    }

    @Test
    void refusesANegativeDeviceIndex() {
        String message = refusal(IllegalArgumentException.class, trial.client(directory).deviceIndex(-1));
        assertTrue(message.startsWith("deviceIndex must be 0.."), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "ftp://127.0.0.1", "mailto:a", "https://example.org/path",
        "https://me:secret@example.org", "https://example.org?x"})
    void refusesAnAddressThatIsNotHttpsOrLoopback(String address) {
        String message = refusal(IllegalArgumentException.class,
                trial.client(directory).coordinator(URI.create(address)));
        assertTrue(message.contains("must be https://host[:port]"), message);
    }

    @Test
    void refusesToShareADirectoryAndFreesItAfterAFailedBuild() throws Exception {
        refusal(IllegalArgumentException.class, trial.client(directory).coordinator(URI.create("ftp://x")));
        trial.client(directory).build().close();
    }

    @Test
    void makesAnIdentityThatOnlyItsOwnerCanRead() throws Exception {
        VerifyingKey first;
        try (FederatedClient client = trial.client(directory).build()) {
            first = client.publicKey();
        }
        Path file = directory.resolve("identity.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (FederatedClient client = trial.client(directory).build()) {
            assertEquals(first, client.publicKey());
        }
    }

    @Test
    void makesNoOtherIdentityWhileItHoldsACertificateForTheOneThatIsLost() throws Exception {
        trial.client(directory).build().close();
        Files.writeString(directory.resolve("certificate.json"), "{}");
        Files.delete(directory.resolve("identity.key"));
        String message = refusal(IOException.class, trial.client(directory));
        assertTrue(message.contains("identity.key is missing") && message.contains("restore that key"), message);
        assertTrue(Files.notExists(directory.resolve("identity.key")));
        Files.delete(directory.resolve("certificate.json"));
        trial.client(directory).build().close();
    }

    @Test
    void refusesAnIdentityThatOthersCanRead() throws Exception {
        trial.client(directory).build().close();
        Files.setPosixFilePermissions(directory.resolve("identity.key"), PosixFilePermissions.fromString("rw-r--r--"));
        String message = refusal(IOException.class, trial.client(directory));
        assertTrue(message.contains("chmod 600"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void refusesAnIdentityThatIsNoKey(int length) throws Exception {
        trial.client(directory).build().close();
        Files.write(directory.resolve("identity.key"), new byte[length]);
        String message = refusal(IOException.class, trial.client(directory));
        assertTrue(message.contains("holds no key"), message);
    }

    @Test
    void takesAnIdentityThatIsGiven() throws Exception {
        SigningKey key = SigningKey.generate();
        try (FederatedClient client = trial.client(directory).identity(key).build()) {
            assertEquals(key.publicKey(), client.publicKey());
        }
        assertFalse(Files.exists(directory.resolve("identity.key")));
    }

    private ClientBuilder provisioned() {
        return FederatedClient.builder().coordinator(trial.coordinator.address()).device("a").trainer(trial.trainer())
                .directory(directory).clock(trial.time).pause(trial.time).endsWithRuns();
    }

    @Test
    void takesItsTrustFromAFile() throws Exception {
        Files.write(directory.resolve("trust.json"), WireJson.write(Map.of("owner", trial.world.owner.publicKey().raw(),
                "coordinator", trial.world.registrar.publicKey().raw())));
        try (FederatedClient client = provisioned().build()) {
            client.run();
            assertEquals(0, client.model().orElseThrow().version());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"owner\":\"AA==\",\"coordinator\":\"AA==\"}", "not json"})
    void refusesATrustFileThatIsNone(String content) throws Exception {
        Files.writeString(directory.resolve("trust.json"), content);
        String message = refusal(IOException.class, provisioned());
        assertTrue(message.contains("trust.json must be {\"owner\": base64"), message);
    }

    @Test
    void refusesATrustFileThatIsHuge() throws Exception {
        Files.write(directory.resolve("trust.json"), new byte[270_000]);
        assertTrue(refusal(IOException.class, provisioned()).contains("more than 266240 bytes"));
    }

    @Test
    void neverPrintsASecret() throws Exception {
        try (FederatedClient client = builder().build()) {
            client.run();
            byte[] secret = Files.readAllBytes(directory.resolve("identity.key"));
            String said = client + trial.events.of(ClientEvent.class).toString();
            assertFalse(said.contains(HexFormat.of().formatHex(secret)), said);
            assertFalse(said.contains(Base64.getEncoder().encodeToString(secret)), said);
            assertFalse(said.contains(new String(secret, StandardCharsets.ISO_8859_1)), said);
            assertFalse(said.contains(trial.coordinator.sessions.granted().get(0).token()), said);
        }
    }
}
