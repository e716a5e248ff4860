package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
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
}
