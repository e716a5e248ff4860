package io.tributary.coordinator.cluster.bus;

import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PfxOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * TLS 1.3 (RFC 8446) on the event bus, where both sides show the {@link MemberCertificate} of their cluster and believe no other. Names of
 * hosts say nothing here, and Vert.x does not compare them on its bus.
 */
public final class BusTls {
    /** Length of what the key is made from. */
    public static final int SEED_BYTES = 32;
    /** More than the first one takes in a member that has just started on a busy machine: 3 s were too short there. */
    private static final int HANDSHAKE_SECONDS = 10;
    /** Events wait for a connection in memory, and are lost if it does not come: they are hints. */
    private static final int CONNECT_MILLIS = 10_000;
    /** Members ping each other each 20 s. */
    private static final int IDLE_SECONDS = 60;

    private BusTls() {}

    /**
     * These options with TLS.
     *
     * @param seed {@value #SEED_BYTES} bytes that the members of a cluster have and nobody else; may be overwritten afterwards
     */
    public static EventBusOptions secure(EventBusOptions options, byte[] seed) {
        PfxOptions own = MemberCertificate.of(seed).store();
        return new EventBusOptions(options).setSsl(true).setClientAuth(ClientAuth.REQUIRED).setTrustAll(false)
                .setKeyCertOptions(own).setTrustOptions(own)
                .setEnabledSecureTransportProtocols(Set.of(ClientTls.VERSION))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
