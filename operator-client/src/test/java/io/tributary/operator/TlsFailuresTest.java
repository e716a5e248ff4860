package io.tributary.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tributary.protocol.message.RunPage;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a certificate is said in words. The server shows one for {@code localhost} that it signed itself. */
final class TlsFailuresTest {
    private static final String PASSWORD = "of-the-test";
    @TempDir
    private static Path folder;
    private static Path store;
    private static Path pem;
    private static FakeApi api;

    @BeforeAll
    static void start() throws Exception {
        store = folder.resolve("server.p12");
        pem = folder.resolve("server.pem");
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=server",
                "-ext", "SAN=dns:localhost", "-ext", "BC=ca:true");
        keytool("-exportcert", "-alias", "server", "-rfc", "-file", pem.toString());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        api = FakeApi.on(server).says("GET /v1/runs?after=", 200, new RunPage(List.of(), null));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aPeerThatSpeaksNothingNewerThan12IsNamedAsThat() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters old = getSSLContext().getDefaultSSLParameters();
                old.setProtocols(new String[] {"TLSv1.2"});
                parameters.setSSLParameters(old);
            }
        });
        try (FakeApi old = FakeApi.on(server).says("GET /v1/runs?after=", 200, new RunPage(List.of(), null))) {
            OperatorClient operator = new OperatorClient(URI.create("https://localhost:" + old.port()), "the-token",
                    ClientTls.believing(Authorities.read(pem)));
            String said = String.valueOf(
                    assertThrows(UnreachableException.class, () -> operator.runs("")).getMessage());
            assertTrue(said.contains("does not speak TLSv1.3"), said);
        }
    }

    private static OperatorClient client(String host, ClientTls tls) {
        return new OperatorClient(URI.create("https://" + host + ":" + api.port()), "the-token", tls);
    }

    private static void assertRefused(String why, OperatorClient client) {
        String message = assertThrows(UnreachableException.class, () -> client.runs("")).getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void thePinnedAuthorityIsBelieved() throws Exception {
        assertEquals(List.of(), client("localhost", ClientTls.believing(Authorities.read(pem))).runs("").runs());
    }

    @Test
    void anAuthorityThatIsNotPinnedIsNotBelieved() {
        assertRefused("of no authority that this JVM believes", client("localhost", ClientTls.USUAL));
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        assertRefused("not good for this address",
                client("127.0.0.1", ClientTls.believing(Authorities.read(pem))));
    }

    /** The JDK's client now and then loses the failure of the first TLS record, and says only that time is over. */
    @Test
    void aConnectionInTlsThatDoesNotComeAboutIsSaidToNeedATlsServer() {
        URI address = URI.create("https://localhost:" + api.port());
        assertEquals(
                "no answer from " + address + ": nothing there took up a connection in TLS in time; does a coordinator"
                        + " with TLS listen there?",
                new UnreachableException(address, Optional.empty(), true,
                        new HttpConnectTimeoutException("HTTP connect timed out")).getMessage());
    }
}
