package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.cluster.bus.BusTls;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.impl.clustered.ClusteredEventBus;
import io.vertx.core.eventbus.impl.clustered.ClusteredMessage;
import io.vertx.core.net.PfxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reaches the port of the event bus and is no member: nothing that it says is heard, and the members go on. */
@Timeout(120)
class EventBusPortTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final String TOPIC = "bus-port";
    private static final int CONNECTIONS = 200;
    private static ClusterNode first;
    private static ClusterNode second;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Subscription subscription;

    @BeforeAll
    static void startTwo() {
        first = Cluster.startGuarded(ClusterSettings.loopback(CLUSTER, "first"));
        second = Cluster.start(ClusterSettings.loopback(CLUSTER, "second").withSeeds(List.of(first.address())));
    }

    @AfterAll
    static void closeTwo() {
        second.close();
        first.close();
    }

    @BeforeEach
    void listen() {
        subscription = first.liveEvents().subscribe(TOPIC, event -> heard.add(text(event)));
        subscription.ready().toCompletableFuture().join();
    }

    /** The members still hear each other, and what a stranger sent was not before it. */
    @AfterEach
    void membersGoOn() throws InterruptedException {
        requireHeard();
        subscription.close();
    }

    private void requireHeard() throws InterruptedException {
        second.liveEvents().publish(TOPIC, "of a member".getBytes(StandardCharsets.UTF_8));
        assertEquals("of a member", heard.poll(30, TimeUnit.SECONDS));
    }

    private static String text(byte[] event) {
        return new String(event, StandardCharsets.UTF_8);
    }

    /** What a member would write to the connection for an event. */
    private static byte[] event() {
        ClusteredEventBus bus = (ClusteredEventBus) second.vertx().eventBus();
        return ((ClusteredMessage<?, ?>) bus.createMessage(false, false, "tributary.live." + TOPIC, null,
                "of a stranger".getBytes(StandardCharsets.UTF_8), null)).encodeToWire().getBytes();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), first.busPort().orElseThrow());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** How somebody comes to the port. */
    enum Caller {
        PLAIN(false, "TLSv1.3", null), WITHOUT_CERTIFICATE(true, "TLSv1.3", null),
        OF_ANOTHER_CLUSTER(true, "TLSv1.3", "another"), IN_OLD_TLS(true, "TLSv1.2", CLUSTER);

        private final boolean tls;
        private final String version;
        private final @Nullable String cluster;

        Caller(boolean tls, String version, @Nullable String cluster) {
            this.tls = tls;
            this.version = version;
            this.cluster = cluster;
        }

        Socket over(Socket plain) throws Exception {
            return tls ? secured(plain, version, cluster) : plain;
        }
    }

    private static Socket secured(Socket plain, String version, @Nullable String cluster) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(cluster == null ? null : certificate(cluster), new TrustManager[] {new Anybody()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private static KeyManager[] certificate(String cluster) throws Exception {
        PfxOptions own = (PfxOptions) BusTls
                .secure(new EventBusOptions(), Cluster.SECRET.derive(ClusterNode.BUS + cluster)).getKeyCertOptions();
        char[] password = own.getPassword().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(own.getValue().getBytes()), password);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    @ParameterizedTest
    @EnumSource
    void anEventOfAStrangerIsNotHeard(Caller caller) throws Exception {
        try (Socket socket = caller.over(connect())) {
            socket.getOutputStream().write(event());
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertTrue(answer.length < 100, () -> "it was told " + Arrays.toString(answer));
        } catch (IOException ended) {
            assertTrue(ended.getMessage() != null);
        }
    }

    /** So that the test above shows something: what it sends is an event, were it a member's. */
    @Test
    void theSameEventOfAMemberIsHeard() throws Exception {
        try (Socket socket = secured(connect(), "TLSv1.3", CLUSTER)) {
            socket.getOutputStream().write(event());
            socket.getOutputStream().flush();

            assertEquals("of a stranger", heard.poll(30, TimeUnit.SECONDS));
        }
    }

    static List<byte[]> hostile() {
        byte[] random = new byte[1 << 16];
        new Random(5).nextBytes(random);
        byte[] begun =
                ByteBuffer.allocate(1 << 14).put(new byte[] {22, 3, 1, 0x3f, (byte) 0xfb, 1, 0, 0x3f, (byte) 0xf0})
                        .array();
        return List.of(random, "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), begun,
                ByteBuffer.allocate(200).putInt(Integer.MAX_VALUE).array(),
                ByteBuffer.allocate(200).putInt(-5).array(), new byte[] {23, 3, 3, 0, 1, 0});
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void bytesThatAreNoTlsEndTheConnection(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
            assertTrue(socket.getInputStream().readAllBytes().length < 100);
        } catch (SocketException ended) {
            assertTrue(ended.getMessage() != null);
        }
    }

    @Test
    void connectionsThatSayNothingHoldLittleAndKeepNoMemberFromBeingHeard() throws Exception {
        List<Socket> silent = new ArrayList<>();
        requireHeard();
        long before = used();
        try {
            for (int number = 0; number < CONNECTIONS; number++) {
                silent.add(connect());
                sendOne(silent.getLast());
            }
            long each = (used() - before) / CONNECTIONS;
            assertTrue(each < 512 * 1024, each + " bytes a connection");
            requireHeard();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static void sendOne(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(22);
        } catch (SocketException refused) {
            assertTrue(refused.getMessage() != null);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** As one of a build before TLS: it is a member of Hazelcast, and only its events are lost. */
    @Test
    void aMemberWhoseBusIsPlainIsNotHeardAndKeepsNobodyFromHearing() throws Exception {
        ClusterSettings settings =
                ClusterSettings.loopback(CLUSTER, "plain").withSeeds(List.of(first.address()));
        HazelcastClusterManager manager = new HazelcastClusterManager(
                GuardedNode.start(HazelcastConfig.of(settings), new MemberDoor(Cluster.SECRET, CLUSTER)));
        VertxOptions options =
                new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1").setPort(0));
        Vertx plain = Vertx.builder().with(options).withClusterManager(manager).buildClustered()
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        try {
            plain.eventBus().publish("tributary.live." + TOPIC, "of a stranger".getBytes(StandardCharsets.UTF_8));
            Eventually.holds(() -> first.membership().members().equals(Set.of("first", "plain", "second")),
                    () -> "members are " + first.membership().members());

            requireHeard();
        } finally {
            plain.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            manager.getHazelcastInstance().shutdown();
        }
    }

    /** Believes every certificate, as a stranger does who only wants to be heard. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
