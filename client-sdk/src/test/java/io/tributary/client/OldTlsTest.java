package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.World;
import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.transport.TransportException;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy in front of a coordinator that speaks TLS 1.2 and nothing newer, as a device sees it. */
@Timeout(60)
final class OldTlsTest {
    private static final String PASSWORD = "of-the-test";
    @TempDir
    private Path folder;

    private void keytool(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                        Stream.of(arguments)),
                Stream.of("-keystore", folder.resolve("proxy.p12").toString(), "-storepass", PASSWORD)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private SSLContext context() throws Exception {
        keytool("-genkeypair", "-alias", "proxy", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=proxy",
                "-ext", "SAN=dns:localhost", "-ext", "BC=ca:true");
        keytool("-exportcert", "-alias", "proxy", "-rfc", "-file", folder.resolve("proxy.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("proxy.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void shakeHands(SSLServerSocket proxy) {
        while (!proxy.isClosed()) {
            try (SSLSocket taken = (SSLSocket) proxy.accept()) {
                taken.startHandshake();
                throw new AssertionError("a device shook hands in TLS 1.2");
            } catch (SSLException wanted) {
                assertTrue(proxy.isBound(), "what this is about: " + wanted);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void theErrorNamesTheVersionThatIsWantedAndTheOneThatWasOffered() throws Exception {
        SSLContext context = context();
        Vertx vertx = Vertx.vertx();
        try (SSLServerSocket proxy = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 10,
                InetAddress.getLoopbackAddress())) {
            proxy.setEnabledProtocols(new String[] {"TLSv1.2"});
            Thread taking = new Thread(() -> shakeHands(proxy), "proxy");
            taking.setDaemon(true);
            taking.start();
            ClientTls pinned = ClientTls.believing(Authorities.read(folder.resolve("proxy.pem")));
            try (HttpTransport transport =
                    new HttpTransport(vertx, URI.create("https://localhost:" + proxy.getLocalPort()), pinned)) {
                String said = String.valueOf(
                        assertThrows(TransportException.class, () -> transport.plan("token", World.RUN)).getMessage());
                assertTrue(said.contains("does not speak TLSv1.3"), said);
                assertTrue(said.contains("TLS 1.2 and older are not spoken"), said);
                assertTrue(said.contains("localhost:" + proxy.getLocalPort()), said);
            }
        } finally {
            vertx.close().await();
        }
    }
}
