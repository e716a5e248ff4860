package io.tributary.coordinator.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.networking.Networking;
import com.hazelcast.internal.networking.nio.NioNetworking;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.tcp.LocalAddressRegistry;
import com.hazelcast.internal.server.tcp.ServerSocketRegistry;
import com.hazelcast.internal.server.tcp.TcpServer;
import com.hazelcast.internal.server.tcp.TcpServerConnectionChannelErrorHandler;
import com.hazelcast.internal.server.tcp.TcpServerContext;
import com.hazelcast.internal.util.ThreadAffinity;
import com.hazelcast.nio.MemberSocketInterceptor;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A Hazelcast member behind a {@link MemberDoor}. Hazelcast has a place for it, whose community edition leaves it empty; here it is filled by
 * classes that are public and yet its own, so that another version of Hazelcast may need another form of this file.
 *
 * <p>Without it Hazelcast 5.7.0 reserves what a packet says to be long before it knows who speaks, and keeps two buffers of 128 KiB for
 * each connection for ever: 17 bytes from anybody end a small member.
 */
final class GuardedNode extends DefaultNodeContext {
    private final MemberDoor door;
    private final SocketBytes bytes = new SocketBytes();
    private final JoinLimits joins = new JoinLimits();

    private GuardedNode(MemberDoor door) {
        this.door = door;
    }

    /** Starts a member. @throws com.hazelcast.core.HazelcastException or IllegalStateException if it cannot */
    static HazelcastInstance start(Config config, MemberDoor door) {
        GuardedNode guarded = new GuardedNode(door);
        HazelcastInstance started =
                HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), guarded);
        MemberBytes.of(started).sendsBy(guarded.bytes);
        return started;
    }

    @Override
    public NodeExtension createNodeExtension(Node node) {
        return new DefaultNodeExtension(node) {
            @Override
            public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier qualifier) {
                return door;
            }

            // Asked of the oldest member. What it throws is told to who wants to join.
            @Override
            public void validateJoinRequest(JoinMessage join) {
                joins.validate(join, () -> super.validateJoinRequest(join));
            }
        };
    }

    @Override
    public Server createServer(Node node, ServerSocketRegistry sockets, LocalAddressRegistry addresses) {
        TcpServerContext context = new Connections(node);
        Server server = new TcpServer(node.getConfig(), context, sockets, addresses,
                node.nodeEngine.getMetricsRegistry(), networking(node),
                node.getNodeExtension().createChannelInitializerFn(context));
        server.addConnectionListener(bytes);
        return server;
    }

    /** As the one that it replaces, but for the affinity of threads to cores. */
    private static Networking networking(Node node) {
        HazelcastProperties set = node.getProperties();
        return new NioNetworking(new NioNetworking.Context().loggingService(node.loggingService)
                .metricsRegistry(node.nodeEngine.getMetricsRegistry())
                .threadNamePrefix(node.hazelcastInstance.getName())
                .errorHandler(new TcpServerConnectionChannelErrorHandler(
                        node.getLogger(TcpServerConnectionChannelErrorHandler.class)))
                .inputThreadCount(set.getInteger(ClusterProperty.IO_INPUT_THREAD_COUNT))
                .inputThreadAffinity(ThreadAffinity.DISABLED)
                .outputThreadCount(set.getInteger(ClusterProperty.IO_OUTPUT_THREAD_COUNT))
                .outputThreadAffinity(ThreadAffinity.DISABLED)
                .balancerIntervalSeconds(set.getInteger(ClusterProperty.IO_BALANCER_INTERVAL_SECONDS))
                .writeThroughEnabled(set.getBoolean(ClusterProperty.IO_WRITE_THROUGH_ENABLED))
                .concurrencyDetection(node.nodeEngine.getConcurrencyDetection()));
    }

    /** A thread for each connection that is on its way, in place of 16 for all, which strangers could hold. */
    private static final class Connections extends TcpServerContext {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Connections(Node node) {
            super(node, node.nodeEngine);
        }

        @Override
        public boolean isSocketInterceptorEnabled(EndpointQualifier qualifier) {
            return true;
        }

        @Override
        public Future<Void> submitAsync(Runnable task) {
            return threads.submit(task, null);
        }
    }
}
