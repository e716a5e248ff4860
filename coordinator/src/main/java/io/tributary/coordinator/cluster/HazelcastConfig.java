package io.tributary.coordinator.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import java.util.Map;
import java.util.UUID;

/** The configuration of the embedded Hazelcast member: one private address, members found by address, short time-outs. */
final class HazelcastConfig {
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.jmx", "false"),
            Map.entry("hazelcast.diagnostics.enabled", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.logging.type", "slf4j"),
            // Whoever starts a node closes it; a hook would stop it while the coordinator is still closing.
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
            // A write whose copies did not answer in this time is made again (SettledWrites), not taken for done.
            Map.entry("hazelcast.operation.fail.on.indeterminate.state", "true"),
            Map.entry("hazelcast.operation.backup.timeout.millis", "3000"),
            // What waits for an answer that got lost, as on a connection that was replaced, waits for twice this.
            Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
            // After a partition the parts look for each other this often, not after five minutes and then every two.
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.socket.server.bind.any", "false"),
            Map.entry("hazelcast.socket.client.bind.any", "false"));

    /** Of each entry, beside the first. */
    private static final int COPIES = 2;

    private HazelcastConfig() {}

    static Config of(ClusterSettings settings) {
        Config config = new Config().setClusterName(settings.cluster())
                .setInstanceName("tributary-" + settings.member() + "-" + UUID.randomUUID());
        PROPERTIES.forEach(config::setProperty);
        config.setProperty("hazelcast.wait.seconds.before.join", String.valueOf(settings.joinWait().toSeconds()));
        config.getMemberAttributeConfig().setAttribute(HazelcastMembership.MEMBER, settings.member())
                .setAttribute(SharedRanges.MESSAGES, settings.messages().text())
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(allowList());
        network(config.getNetworkConfig(), settings);
        sharedMaps(config);
        HazelcastChunks.configure(config, settings.chunkMegabytes());
        return SharedRanges.configure(vertxStructures(config), settings.messages());
    }

    private static void sharedMaps(Config config) {
        for (SharedMaps.Kind kind : SharedMaps.Kind.values()) {
            config.addMapConfig(new MapConfig(kind.mapName()).setBackupCount(COPIES)
                    .setTimeToLiveSeconds((int) kind.life().toSeconds())
                    .setMaxIdleSeconds((int) kind.idle().toSeconds())
                    .setEvictionConfig(eviction(kind.megabytes())));
        }
    }

    private static EvictionConfig eviction(int megabytes) {
        return megabytes == 0 ? new MapConfig().getEvictionConfig()
                : new EvictionConfig().setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE).setSize(megabytes);
    }

    private static void network(NetworkConfig network, ClusterSettings settings) {
        network.setPort(settings.port()).setPortAutoIncrement(settings.port() == 0);
        network.getInterfaces().setEnabled(true).addInterface(settings.host());
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(settings.seeds());
    }

    /**
     * The classes that may be made from bytes: Hazelcast's own, what the cluster manager of Vert.x keeps, and what the failures consist of by
     * which members refuse each other's operations, as during a migration: a failure that cannot be read is never answered.
     */
    private static JavaSerializationFilterConfig allowList() {
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(new ClassFilter()
                .addPrefixes("com.hazelcast.", "io.vertx.spi.cluster.hazelcast.impl.", "java.lang.", "java.util.")
                .addClasses("[Ljava.lang.StackTraceElement;", "[Ljava.lang.Object;"));
    }

    /**
     * As the defaults of vertx-hazelcast, which it does not apply to an instance that is given to it, but that nobody waits for the copy: one
     * that gets lost on its way to a joining member would fail the start of a member, and Vert.x tells what it listens to again when one leaves.
     */
    private static Config vertxStructures(Config config) {
        return config
                .addMultiMapConfig(new MultiMapConfig("__vertx.subs").setBackupCount(0).setAsyncBackupCount(1)
                        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET))
                .addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(0).setAsyncBackupCount(1))
                .addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(0).setAsyncBackupCount(1));
    }
}
