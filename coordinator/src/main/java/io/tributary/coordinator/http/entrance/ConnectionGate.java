package io.tributary.coordinator.http.entrance;

import io.tributary.coordinator.admission.ConnectionCaps;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections beyond their caps, which are below the limit of descriptors; counted, and at most one line of log a second. */
public final class ConnectionGate implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);
    private final ConnectionCaps caps;
    private final PeerAddress peers;
    private final RequestMetrics metrics;
    private final LogBudget lines;

    public ConnectionGate(ConnectionCaps caps, PeerAddress peers, RequestMetrics metrics, LogBudget lines) {
        this.caps = caps;
        this.peers = peers;
        this.metrics = metrics;
        this.lines = lines;
    }

    @Override
    public void handle(HttpConnection connection) {
        String network = PeerAddress.network(connection);
        switch (caps.open(network, peers.isProxy(connection))) {
            case TAKEN -> connection.closeHandler(_ -> caps.close(network));
            case TOO_MANY -> refuse(connection, network, Cut.TOO_MANY);
            case TOO_MANY_OF_NETWORK -> refuse(connection, network, Cut.TOO_MANY_OF_ADDRESS);
        }
    }

    private void refuse(HttpConnection connection, String network, Cut why) {
        metrics.cut(why);
        lines.say(
                left -> LOG.warn("closed a new connection of {}: {}, {} are open and at most {} may be{}", network, why,
                        caps.open(), caps.most(), left));
        connection.close();
    }
}
