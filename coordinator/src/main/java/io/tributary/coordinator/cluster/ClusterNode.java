package io.tributary.coordinator.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.tributary.coordinator.cluster.bus.BusTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process has of the cluster: its {@code Vertx}, the known members, and live events. Closing it closes the {@code Vertx} and
 * leaves no thread and no open port, but for an idle daemon of vertx-hazelcast where somebody subscribed. Thread-safe; do not start or close it on an event loop.
 */
public final class ClusterNode implements AutoCloseable {
    /** What the secret of a bus is for, before the name of the cluster. */
    static final String BUS = "tributary/member-bus/";
    private static final long SECONDS_TO_START = 60;
    private static final long SECONDS_TO_CLOSE = 30;

    private final Vertx vertx;
    private final Membership membership;
    private final LiveEvents liveEvents;
    private final @Nullable HazelcastInstance hazelcast;
    private final OptionalInt busPort;

    private ClusterNode(Vertx vertx, Membership membership, @Nullable HazelcastInstance hazelcast,
            OptionalInt busPort) {
        this.vertx = vertx;
        this.membership = membership;
        this.liveEvents = new BusLiveEvents(vertx);
        this.hazelcast = hazelcast;
        this.busPort = busPort;
        // Events are bytes: nothing from another member is deserialised into an object.
        vertx.eventBus().serializableChecker(_ -> false).clusterSerializableChecker(_ -> false);
    }

    /** A node without Hazelcast: it is the only member. */
    public static ClusterNode local(String member) {
        return local(member, new VertxOptions(), more -> more);
    }

    /** The same with a Vert.x of these options, built with metrics and the like by {@code more}. */
    public static ClusterNode local(String member, VertxOptions options, UnaryOperator<VertxBuilder> more) {
        return new ClusterNode(more.apply(Vertx.builder().with(options)).build(), new LocalMembership(member), null,
                OptionalInt.empty());
    }

    /** Joins or starts a cluster of those who have the secret. @throws ClusterException if it cannot */
    public static ClusterNode start(ClusterSettings settings, MemberSecret secret) {
        return start(settings, secret, new VertxOptions(), more -> more);
    }

    /**
     * The same with a Vert.x of these options, whose event bus listens where the settings say, built with metrics and the like by
     * {@code more}.
     *
     * @throws ClusterException if it cannot join or start the cluster
     */
    public static ClusterNode start(ClusterSettings settings, MemberSecret secret, VertxOptions options,
            UnaryOperator<VertxBuilder> more) {
        HazelcastInstance hazelcast = join(settings, secret);
        boolean started = false;
        try {
            HazelcastClusterManager manager = new HazelcastClusterManager(hazelcast);
            Vertx vertx = await(more.apply(Vertx.builder().with(bus(settings, secret, options)))
                    .withClusterManager(manager).buildClustered(), SECONDS_TO_START);
            started = true;
            Membership membership = new HazelcastMembership(hazelcast, settings.member());
            return new ClusterNode(vertx, membership, hazelcast, OptionalInt.of(manager.getNodeInfo().port()));
        } catch (CompletionException failed) {
            throw new ClusterException("starting the event bus of " + settings, failed);
        } finally {
            if (!started) {
                hazelcast.shutdown();
            }
        }
    }

    /** The event bus has a port of its own, at which members of this cluster are heard and nobody else. */
    private static VertxOptions bus(ClusterSettings settings, MemberSecret secret, VertxOptions options) {
        EventBusOptions plain = new EventBusOptions(options.getEventBusOptions()).setHost(settings.host()).setPort(0);
        byte[] seed = secret.derive(BUS + settings.cluster());
        try {
            return new VertxOptions(options).setEventBusOptions(BusTls.secure(plain, seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static HazelcastInstance join(ClusterSettings settings, MemberSecret secret) {
        Config config = HazelcastConfig.of(settings);
        try {
            return GuardedNode.start(config, new MemberDoor(secret, settings.cluster()));
        } catch (HazelcastException | IllegalStateException failed) {
            throw new ClusterException("joining the cluster of " + settings, failed);
        }
    }

    private static <T> T await(Future<T> future, long seconds) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(seconds, TimeUnit.SECONDS).join();
    }

    /** The process's Vert.x. */
    public Vertx vertx() {
        return vertx;
    }

    /** Who is there. */
    public Membership membership() {
        return membership;
    }

    /** Which member is to have what. */
    public Partitions partitions() {
        return hazelcast == null
                ? Partitions.alone(membership.self()) : new HazelcastPartitions(hazelcast, membership.self());
    }

    /** Where members take devices. */
    public MemberAddresses addresses() {
        return hazelcast == null ? MemberAddresses.ALONE : new HazelcastAddresses(hazelcast, membership);
    }

    /** What is going on. */
    public LiveEvents liveEvents() {
        return liveEvents;
    }

    /** What members share in memory; empty if it is local. */
    public Optional<SharedMaps> sharedMaps() {
        HazelcastInstance member = hazelcast;
        return member == null ? Optional.empty()
                : Optional.of(kind -> new HazelcastMap(member.getMap(kind.mapName())));
    }

    /** What members hold of models. */
    public MemberChunks chunks() {
        return hazelcast == null ? MemberChunks.NONE : new HazelcastChunks(hazelcast);
    }

    /** Where others reach this node, as {@code host:port}; empty if it is local. */
    public String address() {
        if (hazelcast == null) {
            return "";
        }
        var address = hazelcast.getCluster().getLocalMember().getAddress();
        return address.getHost() + ":" + address.getPort();
    }

    /** From now on the log says once a minute which members this one's events do not reach. */
    public void watchEvents() {
        BusWatch.start(vertx, membership);
    }

    /** Where other members' events come in, at the address of the settings; empty if it is local. */
    public OptionalInt busPort() {
        return busPort;
    }

    /** What goes between this member and others; empty if it is local. */
    public Optional<MemberBytes> bytes() {
        return Optional.ofNullable(hazelcast).map(MemberBytes::of);
    }

    /** Ranges that members work off for each other; empty if it is local. */
    public Optional<SharedRanges> ranges() {
        return Optional.ofNullable(hazelcast).map(SharedRanges::new);
    }

    @Nullable
    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Leaves the cluster, handing over what it holds, and closes the Vert.x. */
    @Override
    public void close() {
        try {
            await(vertx.close(), SECONDS_TO_CLOSE);
        } catch (CompletionException failed) {
            throw new ClusterException("closing the Vert.x of " + membership.self(), failed);
        } finally {
            if (hazelcast != null) {
                hazelcast.shutdown();
            }
        }
    }
}
