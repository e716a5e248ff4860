package io.tributary.coordinator.http.entrance;

import io.netty.channel.Channel;
import io.tributary.coordinator.admission.ConnectionCaps;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.tributary.coordinator.metrics.RequestMetrics.Cut;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections up to their caps, which are below the limit of descriptors, whether their TLS handshake ever ends or not. What is refused
 * or breaks in its handshake is counted, and is at most one line of log a second. Thread-safe, never blocks.
 */
public final class ConnectionGate implements Predicate<Channel> {
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

    /** Whether a connection that was just accepted is taken; it counts until it is closed. */
    @Override
    public boolean test(Channel connection) {
        String address = connection.remoteAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress() : "unknown";
        String network = PeerAddress.network(address);
        return switch (caps.open(network, peers.isProxy(address))) {
            case TAKEN -> {
                connection.closeFuture().addListener(_ -> caps.close(network));
                yield true;
            }
            case TOO_MANY -> refuse(network, Cut.TOO_MANY);
            case TOO_MANY_OF_NETWORK -> refuse(network, Cut.TOO_MANY_OF_ADDRESS);
        };
    }

    /** How many are open. */
    public int open() {
        return caps.open();
    }

    /** How many there may be. */
    public int most() {
        return caps.most();
    }

    private boolean refuse(String network, Cut why) {
        metrics.cut(why);
        lines.say(
                left -> LOG.warn("closed a new connection of {}: {}, {} are open and at most {} may be{}", network, why,
                        caps.open(), caps.most(), left));
        return false;
    }

    /** A connection broke before there was a request in it. */
    public void broke(Throwable failure) {
        if (failure instanceof SSLException) {
            metrics.cut(Cut.HANDSHAKE);
            lines.say(left -> LOG.warn("ended a connection in its TLS handshake: {}{}", failure.getMessage(), left));
        } else {
            LOG.debug("a connection broke off", failure);
        }
    }
}
