package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Hazelcast makes of the properties that are set by their names: one that it does not know would be ignored without a word. */
class HazelcastConfigTest {
    private final Config config = HazelcastConfig.of(ClusterSettings.loopback("cluster", "member"));
    private final HazelcastProperties properties = new HazelcastProperties(config);

    @Test
    void partsOfASplitClusterLookForEachOtherWithinSeconds() {
        assertEquals(10, properties.getSeconds(ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS));
        assertEquals(5, properties.getSeconds(ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS));
    }

    @Test
    void aMemberThatIsSilentForTenSecondsIsOut() {
        assertEquals(1, properties.getSeconds(ClusterProperty.HEARTBEAT_INTERVAL_SECONDS));
        assertEquals(10, properties.getSeconds(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS));
    }

    @Test
    void itListensAtOneAddressAndLooksForNobodyByItself() {
        NetworkConfig network = config.getNetworkConfig();
        assertTrue(network.getInterfaces().isEnabled());
        assertFalse(properties.getBoolean(ClusterProperty.SOCKET_BIND_ANY));
        assertFalse(properties.getBoolean(ClusterProperty.SOCKET_SERVER_BIND_ANY));
        assertFalse(network.getJoin().getMulticastConfig().isEnabled());
        assertFalse(network.getJoin().getAutoDetectionConfig().isEnabled());
        assertFalse(properties.getBoolean(ClusterProperty.PHONE_HOME_ENABLED));
    }

    @Test
    void nobodyWaitsForCopiesOfWhatVertxKeepsAndAWriteWithoutCopiesIsNotTakenForDone() {
        for (String map : List.of("__vertx.nodeInfo", "__vertx.haInfo")) {
            assertEquals(List.of(0, 1),
                    List.of(config.getMapConfig(map).getBackupCount(), config.getMapConfig(map).getAsyncBackupCount()));
        }
        MultiMapConfig subscriptions = config.getMultiMapConfig("__vertx.subs");
        assertEquals(List.of(0, 1), List.of(subscriptions.getBackupCount(), subscriptions.getAsyncBackupCount()));
        assertTrue(properties.getBoolean(ClusterProperty.FAIL_ON_INDETERMINATE_OPERATION_STATE));
        assertEquals(3000, properties.getMillis(ClusterProperty.OPERATION_BACKUP_TIMEOUT_MILLIS));
    }
}
