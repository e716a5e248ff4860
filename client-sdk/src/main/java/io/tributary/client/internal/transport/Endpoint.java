package io.tributary.client.internal.transport;

import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.UserAgent;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Where the coordinator is, and how connections to it behave.
 *
 * @param trusted authorities to trust there, and the certificate to show
 */
record Endpoint(CoordinatorAddress place, ClientTls trusted) {
    static final int CONNECTIONS = 2;
    private static final int CONNECT_MILLIS = 10_000;
    /** Less than the 60 s of a coordinator: a request is not written to a connection that is being closed for its silence. */
    private static final int SILENCE_SECONDS = 30;
    private static final int CLOSING_SECONDS = 1;
    /** Bodies are read in pieces of at most this many bytes. Larger pieces are fewer, and each costs about the same. */
    private static final int PIECE_BYTES = 1 << 16;

    /**
     * An address as it is written.
     *
     * @throws IllegalArgumentException if it is none, or has a zone, or TLS is set up and the address is without it
     */
    static Endpoint of(URI address, ClientTls trusted) {
        CoordinatorAddress place = CoordinatorAddress.of("the coordinator's address", address);
        if (!place.tls() && !trusted.equals(ClientTls.USUAL)) {
            throw new IllegalArgumentException("an authority or a client certificate is set, but the address " + address
                    + " is plain http, where neither is used: begin it with https://");
        }
        return new Endpoint(place, trusted);
    }

    boolean tls() {
        return place.tls();
    }

    /** Connects with the host's name verified, to those that {@link #trusted} trusts. */
    HttpClient client(Vertx vertx) {
        HttpClientOptions options =
                connecting(new HttpClientOptions()).setMaxChunkSize(PIECE_BYTES).setVerifyHost(true);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Opens WebSockets to the same place in the same way. */
    WebSocketClient webSockets(Vertx vertx) {
        return vertx.createWebSocketClient(connecting(new WebSocketClientOptions()).setVerifyHost(true)
                .setMaxFrameSize(WireJson.MAX_MESSAGE).setMaxMessageSize(WireJson.MAX_MESSAGE)
                .setTryUsePerMessageCompression(false).setTryUsePerFrameCompression(false)
                .setClosingTimeout(CLOSING_SECONDS));
    }

    private <T extends ClientOptionsBase> T connecting(T options) {
        options.setSsl(tls()).setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(SILENCE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS).setEnabledSecureTransportProtocols(Set.of(ClientTls.VERSION));
        trusted.authorities().ifPresent(pinned -> options.setTrustOptions(TrustOptions.wrap(pinned.trustManager())));
        trusted.identity().ifPresent(own -> options.setKeyCertOptions(KeyCertOptions.wrap(own.keyManager())));
        return options;
    }

    WebSocketConnectOptions webSocket(String path) {
        WebSocketConnectOptions options = new WebSocketConnectOptions().setTimeout(CONNECT_MILLIS);
        options.setHost(place.name()).setPort(place.port()).setSsl(tls()).setURI(path)
                .putHeader(HttpHeaders.USER_AGENT, UserAgent.VALUE);
        return options;
    }

    RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions().setMethod(method).setHost(place.name()).setPort(place.port())
                .setSsl(tls()).setURI(path).setFollowRedirects(false)
                .putHeader(HttpHeaders.USER_AGENT, UserAgent.VALUE);
    }

    /** The absolute address of a path. */
    String address(String path) {
        return place.address(path);
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
