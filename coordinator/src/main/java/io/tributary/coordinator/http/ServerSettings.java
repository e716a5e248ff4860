package io.tributary.coordinator.http;

import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.http.tls.ServerTls;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Bounds of every connection, whatever is asked on it (I8), and its TLS. */
final class ServerSettings {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int LINE_BYTES = 4 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;
    /** More than the 30 s after which the clients of this project close what they do not use: no request meets its end. */
    private static final int IDLE_SECONDS = 60;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int CLOSING_SECONDS = 1;

    private ServerSettings() {}

    /** HTTP/1.1, plain if {@code tls} is empty. */
    static HttpServerOptions of(Optional<ServerTls> tls) {
        HttpServerOptions plain =
                new HttpServerOptions().setMaxHeaderSize(HEADER_BYTES).setMaxInitialLineLength(LINE_BYTES)
                        .setMaxChunkSize(PIECE_BYTES).setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxWebSocketFrameSize(ChannelLimits.MAX_MESSAGE)
                        .setMaxWebSocketMessageSize(ChannelLimits.MAX_MESSAGE)
                        .setWebSocketClosingTimeout(CLOSING_SECONDS)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setHttp2ClearTextEnabled(false).setHandle100ContinueAutomatically(false).setTcpNoDelay(true);
        tls.ifPresent(server -> secure(plain, server));
        return plain;
    }

    /** TLS 1.3 alone (RFC 8446). A peer that does not end its handshake in time is closed. */
    private static void secure(HttpServerOptions options, ServerTls tls) {
        options.setSsl(true).setUseAlpn(false).setEnabledSecureTransportProtocols(Set.of(ClientTls.VERSION))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeyCertOptions(KeyCertOptions.wrap(tls.identity().keyManager()));
        tls.clients().ifPresent(clients -> options.setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(clients.trustManager())));
    }
}
