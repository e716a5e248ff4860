package io.tributary.client.internal.transport;

import io.tributary.client.internal.transport.Exchange.Answer;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens channels, and tells a refused upgrade from a broken network. */
final class ChannelOpener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOpener.class);
    private final Vertx vertx;
    private final Endpoint endpoint;
    private final WebSocketClient client;

    ChannelOpener(Vertx vertx, Endpoint endpoint) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.client = endpoint.webSockets(vertx);
    }

    Channel open(String token, String run, int round, Consumer<CoordinatorMessage> pushed)
            throws RejectedException, TransportException, InterruptedException {
        WebSocketConnectOptions options = endpoint.webSocket("/v1/channel?run=" + run + "&round=" + round)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        Future<WebSocketChannel> opening = client.connect(options)
                .map(socket -> new WebSocketChannel(vertx, socket, endpoint, pushed))
                .recover(ChannelOpener::refused);
        try {
            return Waiting.on(opening, endpoint);
        } catch (InterruptedException closing) {
            opening.onSuccess(WebSocketChannel::close); // nobody is there to use it any more
            throw closing;
        }
    }

    private static <T> Future<T> refused(Throwable failure) {
        if (failure instanceof UpgradeRejectedException refused) {
            Buffer body = refused.getBody() == null ? Buffer.buffer() : refused.getBody();
            return Refusal.of(new Answer(refused.getStatus(), refused.getHeaders(), body.getBytes()))
                    .<Future<T>>map(Future::failedFuture).orElseGet(() -> Future.failedFuture(failure));
        }
        return Future.failedFuture(failure);
    }

    @Override
    public void close() {
        client.close().onFailure(failed -> LOG.warn("channels to {} did not close", endpoint, failed));
    }
}
