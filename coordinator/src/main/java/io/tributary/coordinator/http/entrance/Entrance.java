package io.tributary.coordinator.http.entrance;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.admission.ConnectionCaps;
import io.tributary.coordinator.admission.Descriptors;
import io.tributary.coordinator.admission.InFlight;
import io.tributary.coordinator.admission.LogBudget;
import io.tributary.coordinator.admission.TrustedHops;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.RequestMetrics;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that bounds connections, requests and answers, whatever is asked (I8). */
public final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    /** A share of the heap, for what is unfinished of requests, and as much for what is unfinished of answers. */
    private static final int SHARE = 16;
    private static final long LEAST_BYTES = 8L << 20;
    private static final long MOST_BYTES = 64L << 20;
    /** One address may hold half of what is there for unfinished requests. */
    private static final int SHARE_OF_ONE = 2;

    private final RequestMetrics metrics;
    private final PeerAddress peers;
    private final RequestLimits limits;
    private final Answers answers;
    private final Background background;
    private final MessageBody bodies;
    private final Download.Parts downloads;
    private final ConnectionGate connections;
    private final RequestHeads heads;
    private final InstantSource durations;

    /**
     * For these options.
     *
     * @param durations how time passes
     * @throws IllegalStateException if the process may open too few files
     */
    public Entrance(AccessOptions options, MeterRegistry meters, CoordinatorMetrics counters, InstantSource durations) {
        this.durations = durations;
        this.metrics = new RequestMetrics(meters);
        this.peers = new PeerAddress(TrustedHops.of(options.proxies()));
        this.limits = new RequestLimits(options.limits(), counters, durations);
        this.answers = new Answers(metrics, peers, new LogBudget(durations));
        this.background = new Background(answers);
        long bytes = Math.clamp(Runtime.getRuntime().maxMemory() / SHARE, LEAST_BYTES, MOST_BYTES);
        InFlight requests = new InFlight(bytes, bytes / SHARE_OF_ONE);
        InFlight sending = new InFlight(bytes, Download.MOST_OF_ONE * (long) Download.PIECE);
        this.bodies = new MessageBody(requests, answers, peers, durations);
        this.downloads = new Download.Parts(background, new SharedChunks(bytes), answers, sending, durations);
        metrics.measure("tributary.requests.unfinished.bytes", "Bytes of messages that have not come whole yet",
                requests::bytes);
        metrics.measure("tributary.downloads.open", "Chunks that are being sent", sending::count);
        this.connections = connections(options.connectionsOfAddress());
        this.heads = new RequestHeads(metrics, new LogBudget(durations), durations);
    }

    private ConnectionGate connections(int ofAddress) {
        long files = Descriptors.limit();
        ConnectionCaps caps = new ConnectionCaps(Descriptors.connections(files), ofAddress);
        metrics.measure("tributary.connections.open", "Open connections", caps::open);
        LOG.info("takes up to {} connections, {} of one address: this process may open {} files", caps.most(),
                Math.min(ofAddress, caps.most()), files);
        return new ConnectionGate(caps, peers, metrics, new LogBudget(durations));
    }

    /** Puts what every request passes before the routes. */
    public RequestGate before(Handler<HttpServerRequest> routes) {
        return new RequestGate(limits, peers, metrics, new LogBudget(durations), routes);
    }

    public ConnectionGate connections() {
        return connections;
    }

    /** What looks at each connection that is made. */
    public RequestHeads heads() {
        return heads;
    }

    public PeerAddress peers() {
        return peers;
    }

    public RequestLimits limits() {
        return limits;
    }

    public Background background() {
        return background;
    }

    public MessageBody bodies() {
        return bodies;
    }

    public Download.Parts downloads() {
        return downloads;
    }
}
