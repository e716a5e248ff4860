package io.tributary.client.transport;

import io.tributary.secureagg.x509.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where the coordinator is, and how connections to it behave. */
record Endpoint(String host, int port, boolean tls) {
    static final int CONNECTIONS = 2;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_SECONDS = 30;
    /** A body comes in pieces of at most this many bytes: each piece costs the same, whatever its size. */
    private static final int PIECE_BYTES = 1 << 16;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    static Endpoint of(URI address) {
        String host = address.getHost();
        boolean tls = "https".equals(address.getScheme());
        boolean bare = address.getRawPath() == null || Set.of("", "/").contains(address.getRawPath());
        boolean known = tls || ("http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(host)));
        if (host == null || !known || !bare || address.getRawQuery() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the coordinator's address must be https://host[:port], or "
                    + "http://127.0.0.1:port on this machine, not '" + address + "'");
        }
        return new Endpoint(host.replaceAll("[\\[\\]]", ""), port(address, tls), tls);
    }

    private static int port(URI address, boolean tls) {
        return address.getPort() > 0 ? address.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
    }

    /**
     * Connections as they should be: with the host's name verified, to whom {@code trusted} believes.
     *
     * @throws IllegalArgumentException if TLS is set up and the address is without it
     */
    HttpClient client(Vertx vertx, ClientTls trusted) {
        HttpClientOptions options = new HttpClientOptions().setSsl(tls).setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(SILENCE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxChunkSize(PIECE_BYTES).setEnabledSecureTransportProtocols(Set.of(ClientTls.VERSION))
                .setVerifyHost(true);
        if (!tls && !trusted.equals(ClientTls.USUAL)) {
            throw new IllegalArgumentException("an authority or a client certificate is set, but the address " + this
                    + " is plain http, where nothing would be checked: begin it with https://");
        }
        trusted.authorities().ifPresent(pinned -> options.setTrustOptions(TrustOptions.wrap(pinned.trustManager())));
        trusted.identity().ifPresent(own -> options.setKeyCertOptions(KeyCertOptions.wrap(own.keyManager())));
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions().setMethod(method).setHost(host).setPort(port).setSsl(tls).setURI(path)
                .setFollowRedirects(false);
    }

    /** The absolute address of a path: the port is left out where it is the usual one. */
    String address(String path) {
        boolean usual = port == (tls ? HTTPS_PORT : HTTP_PORT);
        String name = host.contains(":") ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + name + (usual ? "" : ":" + port) + path;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
