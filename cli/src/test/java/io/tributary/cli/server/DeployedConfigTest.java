package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is below {@code deploy} is read as a coordinator reads it; {@code deploy/check} holds the chart against its copy here. */
@DisplayName("A config that is deployed")
class DeployedConfigTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    private static CoordinatorConfig read(String file) throws ConfigException {
        return CoordinatorConfig.read(DEPLOY.resolve(file), List.of("cluster.listen.host=10.77.0.11"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator.yaml", "chart/ci/coordinator.yaml"})
    void isThatOfAMemberOfACluster(String file) throws ConfigException {
        CoordinatorConfig config = read(file);
        ClusterConfig cluster = config.cluster().orElseThrow();
        assertEquals("10.77.0.11", cluster.members().host());
        assertEquals(5701, cluster.members().port());
        assertEquals(3, cluster.members().seeds().size());
        assertEquals("/var/lib/tributary", config.directory().toString());
    }

    /** What {@code /opt/start} copies there, which the image's only user can read. */
    @ParameterizedTest
    @ValueSource(strings = {"coordinator.yaml", "chart/ci/coordinator.yaml"})
    void takesItsSecretsFromTheFolderThatTheImageMakes(String file) throws ConfigException {
        CoordinatorConfig config = read(file);
        Path secrets = Path.of("/tmp/secrets");
        assertEquals(secrets, config.cluster().orElseThrow().secrets());
        CoordinatorConfig.Tls tls = config.network().tls().orElseThrow();
        for (Path each : List.of(tls.certificate(), tls.key(), tls.authority().orElseThrow(),
                config.access().owners().getFirst())) {
            assertTrue(each.startsWith(secrets), each.toString());
        }
    }
}
