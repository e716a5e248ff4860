package io.tributary.cli.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.secureagg.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the folder of a private authority holds, and what is never overwritten. */
class CertificateFolderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = () -> NOW;
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    @TempDir
    private Path folder;

    private CertsMade make(boolean force, List<String> hosts, String... devices) throws Exception {
        return CertificateFolder.make(new CertsRequest(folder, hosts, Duration.ofDays(30), List.of(devices), force),
                CLOCK);
    }

    private X509Certificate read(String name) throws IOException {
        return TlsIdentity.read(folder.resolve(name + ".pem"), folder.resolve(name + ".key")).certificate();
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return content;
    }

    private String refusal(boolean force, List<String> hosts, String... devices) {
        return assertThrows(CertsException.class, () -> make(force, hosts, devices)).getMessage();
    }

    @Test
    void theAuthoritySignsAndTheOthersSpeakForOneSideEach() throws Exception {
        assertTrue(make(false, List.of(), "ann").freshAuthority());
        X509Certificate authority = read("ca");
        X509Certificate coordinator = read("coordinator");
        X509Certificate device = read("device-ann");
        assertEquals(0, authority.getBasicConstraints());
        assertTrue(authority.getKeyUsage()[5] && !authority.getKeyUsage()[0]);
        for (X509Certificate leaf : List.of(coordinator, device)) {
            leaf.verify(authority.getPublicKey());
            assertEquals(-1, leaf.getBasicConstraints());
            assertTrue(leaf.getKeyUsage()[0] && !leaf.getKeyUsage()[5]);
            assertTrue(leaf.getCriticalExtensionOIDs().containsAll(Set.of("2.5.29.15", "2.5.29.19")));
            byte[] issuer = leaf.getExtensionValue("2.5.29.35");
            byte[] subject = authority.getExtensionValue("2.5.29.14");
            assertArrayEquals(java.util.Arrays.copyOfRange(subject, 4, 24),
                    java.util.Arrays.copyOfRange(issuer, issuer.length - 20, issuer.length));
            assertEquals(NOW.plus(Duration.ofDays(30)), leaf.getNotAfter().toInstant());
            assertTrue(leaf.getNotBefore().toInstant().isBefore(NOW));
        }
        assertEquals(List.of(SERVER), coordinator.getExtendedKeyUsage());
        assertEquals(List.of(CLIENT), device.getExtendedKeyUsage());
        assertEquals(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"),
                TlsIdentity.read(folder.resolve("coordinator.pem"), folder.resolve("coordinator.key")).hosts());
        assertEquals(128, coordinator.getSerialNumber().bitLength());
        assertNotEquals(coordinator.getSerialNumber(), device.getSerialNumber());
    }

    @Test
    void keysAreReadableByTheirOwnerAloneAndNothingIsLeftBeside() throws Exception {
        make(false, List.of(), "ann");
        assertEquals(
                Set.of("ca.pem", "ca.key", "coordinator.pem", "coordinator.key", "device-ann.pem", "device-ann.key"),
                content().keySet());
        for (String key : List.of("ca.key", "coordinator.key", "device-ann.key")) {
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve(key))), key);
        }
    }

    @Test
    void whatIsThereIsNotOverwrittenAndForceRenewsItUnderTheSameAuthority() throws Exception {
        make(false, List.of());
        Map<String, String> before = content();
        assertTrue(refusal(false, List.of("fl.example")).contains("--force"));
        assertEquals(before, content());
        assertFalse(make(true, List.of("fl.example", "192.0.2.7")).freshAuthority());
        assertEquals(before.get("ca.pem"), content().get("ca.pem"));
        assertEquals(before.get("ca.key"), content().get("ca.key"));
        assertNotEquals(before.get("coordinator.pem"), content().get("coordinator.pem"));
        assertNotEquals(before.get("coordinator.key"), content().get("coordinator.key"));
        read("coordinator").verify(read("ca").getPublicKey());
    }

    @Test
    void aDeviceThatComesLaterGetsACertificateOfTheSameAuthorityAndTheCoordinatorKeepsItsOwn() throws Exception {
        make(false, List.of());
        Map<String, String> before = content();
        make(false, List.of(), "bob");
        before.forEach((name, text) -> assertEquals(text, assertContent(name)));
        read("device-bob").verify(read("ca").getPublicKey());
        assertTrue(refusal(false, List.of(), "carl", "bob").contains("device-bob.pem is there already"));
        assertFalse(Files.exists(folder.resolve("device-carl.pem")), "nothing is written of what is refused in part");
    }

    private String assertContent(String name) {
        try {
            return content().get(name);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void aFileOfSomebodyElseIsNotOverwrittenEvenByForce() throws Exception {
        Files.write(folder.resolve("coordinator.key"), new byte[32]);
        assertTrue(refusal(true, List.of()).contains("coordinator.key is no PEM file"));
        assertEquals(Set.of("coordinator.key"), content().keySet());
    }

    @Test
    void anAuthorityWithoutItsKeyGoesNotOn() throws Exception {
        make(false, List.of());
        Files.delete(folder.resolve("ca.key"));
        String words = refusal(true, List.of());
        assertTrue(words.contains("there is no file " + folder.resolve("ca.key")), words);
    }

    @Test
    void nothingHoldsLongerThanItsAuthority() throws Exception {
        make(false, List.of());
        Instant late = NOW.plus(Duration.ofDays(3640));
        CertificateFolder.make(new CertsRequest(folder, List.of(), Duration.ofDays(365), List.of(), true), () -> late);
        assertEquals(read("ca").getNotAfter(), read("coordinator").getNotAfter());
        CertsRequest again = new CertsRequest(folder, List.of(), Duration.ofDays(365), List.of(), true);
        CertsException refused = assertThrows(CertsException.class,
                () -> CertificateFolder.make(again, () -> NOW.plus(Duration.ofDays(3651))));
        assertTrue(refused.getMessage().contains("ca.pem expired at "), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "https://fl.example", "fl.example:8443", "300.1.1.1", "-a.example", "*",
        "a\nb", "fl..example"})
    void aHostThatIsNoneIsRefusedAndNothingIsWritten(String host) throws Exception {
        assertTrue(refusal(false, List.of(host)).contains("is no host"));
        assertEquals(Set.of(), content().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "A", "a b"})
    void aDeviceThatCanHaveNoSuchNameIsRefused(String device) throws Exception {
        assertTrue(refusal(false, List.of(), device).contains("--device"));
        assertEquals(Set.of(), content().keySet());
    }
}
