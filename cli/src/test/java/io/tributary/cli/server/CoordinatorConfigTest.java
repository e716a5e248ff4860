package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.server.CoordinatorConfig.Limits;
import io.tributary.cli.server.CoordinatorConfig.Listen;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatorConfigTest {
    private static final String LEAST = """
            directory: here
            listen: { port: 0 }
            tls: off
            owners: [owner.pub]
            """;
    @TempDir
    private Path folder;

    private CoordinatorConfig read(String text, String... overrides) throws Exception {
        return CoordinatorConfig.read(Files.writeString(folder.resolve("c.yaml"), text), List.of(overrides));
    }

    private String refusal(String text, String... overrides) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> read(text, overrides)).getMessage());
    }

    @Test
    void theExampleIsSoundAndExplainsEveryKey() throws Exception {
        Path example = Path.of("../examples/configs/coordinator.yaml");
        CoordinatorConfig config = CoordinatorConfig.read(example, List.of());
        assertEquals(new Listen("localhost", 8443), config.network().listen());
        assertEquals(Path.of("out/certs/ca.pem"), config.network().tls().orElseThrow().authority().orElseThrow());
        String text = Files.readString(example);
        for (String key : List.of("directory", "listen", "tls", "clientAuthorities", "authority", "address", "owners",
                "enrolment", "certificateLife", "limits", "proxy", "models", "oidc", "evaluate",
                "aggregationThreads")) {
            assertTrue(text.contains(key + ":"), key);
        }
    }

    @Test
    void everyKeyOfTheExampleIsUnderstoodOnceItIsNoCommentAnyMore() throws Exception {
        String text = Files.readString(Path.of("../examples/configs/coordinator.yaml")).lines()
                .map(line -> line.replaceFirst("^( *)# ([a-zA-Z]+: [^.].*)$", "$1$2"))
                .reduce("", (a, b) -> a + b + "\n");
        CoordinatorConfig config = read(text);
        assertEquals("tributary", config.access().oidc().orElseThrow().audience());
        assertEquals(Optional.of(2), config.aggregationThreads());
        assertTrue(config.network().address().isPresent()
                && config.network().tls().orElseThrow().clientAuthorities().isPresent());
    }

    @Test
    void whatIsLeftOutHasSafeDefaults() throws Exception {
        CoordinatorConfig config = read(LEAST);
        assertEquals(false, config.access().openEnrolment());
        assertEquals(Duration.ofDays(90), config.access().certificateLife());
        assertEquals(Optional.of(new Limits(20, 200, 1024)), config.access().limits());
        assertEquals(new Listen("127.0.0.1", 0), config.network().listen());
        assertEquals(Optional.empty(), read(LEAST + "limits: off\n").access().limits());
    }

    @Test
    void tlsCanOnlyBeLeftOutInWordsAndOnLoopback() {
        String missing = refusal(LEAST.replace("tls: off\n", ""));
        assertTrue(missing.contains("c.yaml") && missing.contains("./tributary certs"), missing);
        String open = refusal(LEAST, "listen.host=192.0.2.7");
        assertTrue(open.contains("tls: off is for loopback alone"), open);
        open = refusal(LEAST.replace("tls: off", "tls: { certificate: c, key: k }"), "listen.host=192.0.2.7",
                "enrolment=open");
        assertTrue(open.contains("enrolment: open is for loopback alone"), open);
        open = refusal(LEAST.replace("tls: off", "tls: { certificate: c, key: k }"), "listen.host=0.0.0.0");
        assertTrue(open.contains("address: is missing"), open);
        open = refusal(LEAST, "enrolment=open", "address=https://federation.example.invalid");
        assertTrue(
                open.contains(
                        "enrolment: open is for loopback alone, and address is https://federation.example.invalid"),
                open);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "retainRoundKeys=true  | retainRoundKeys: unknown key",
        "listen.port=65536     | listen.port: expected a whole number 0..65535",
        "enrolment=always      | enrolment: expected one of tokens, open",
        "proxy={trusted: [none]} | proxy.trusted",
        "proxy={trusted: []} | proxy.trusted",
        "certificateLife=3651d | certificateLife: expected a duration from 1s to 3650d",
        "runs.atOnce=0         | runs.atOnce: expected a whole number 1..1000",
        "runs.quota={disk: 9}  | runs.quota.disk: expected a size of at most 1048576GiB",
        "runs.quota={cores: 0} | runs.quota.cores: expected a whole number 1..256",
        "cluster.runsAtOnce=9  | cluster.runsAtOnce: unknown key",
        "aggregationThreads=0  | aggregationThreads: expected a whole number 1..256",
        "limits.perDevice=0    | limits.perDevice: expected a whole number 1..1000000",
        "address=localhost     | address: expected an address",
        "owners=owner.pub      | owners: expected a list of 1 to 16 items",
        "oidc.issuer=x         | oidc.audience: is missing",
        "oidc.issuer=x         | oidc.clients: is missing",
        "oidc.types=[x]        | oidc.types[0]: expected one of at+jwt, JWT",
        "cluster.name=x        | cluster.secrets: is missing",
        "cluster=on            | cluster: expected a section, or off"})
    void mistakesNameTheKeyAndWhatIsAllowed(String override, String expected) {
        String said = refusal(LEAST, override);
        assertTrue(said.contains(expected), said);
    }

    @Test
    void aMemberOfAClusterNamesWhatAllShare() throws Exception {
        CoordinatorConfig config = CoordinatorConfig.read(Path.of("../examples/configs/member.yaml"),
                List.of("cluster.member=m7", "cluster.listen.port=0", "runs.atOnce=20",
                        "runs.quota.disk=2GiB"));
        ClusterConfig cluster = config.cluster().orElseThrow();
        assertEquals("m7", cluster.members().member());
        assertEquals(List.of("127.0.0.1:5701", "127.0.0.1:5702"), cluster.members().seeds());
        assertEquals("tributary-keys", cluster.bucket().keys());
        assertEquals(20, config.runs().atOnce());
        assertEquals(new RunQuota(Long.MAX_VALUE, Integer.MAX_VALUE, 2L << 30), config.runs().quota());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cluster.listen.host=8.8.8.8     | host must be a loopback, link-local or private address",
        "cluster.name=Big                | cluster.name: expected a name of [a-z0-9-]{1,64}",
        "cluster.database.url=mysql:x    | cluster.database.url: expected a JDBC address such as",
        "cluster.objects.bucket=A        | cluster.objects.bucket: expected the name of a bucket",
        "cluster.seeds=[nowhere]         | cluster.seeds[0]: expected host:port",
        "cluster.nonsense=1              | cluster.nonsense: unknown key"})
    void mistakesOfAMemberNameTheKey(String override, String expected) {
        ConfigException mistake = assertThrows(ConfigException.class, () -> CoordinatorConfig
                .read(Path.of("../examples/configs/member.yaml"), List.of(override)));
        assertTrue(String.valueOf(mistake.getMessage()).contains(expected), mistake.getMessage());
    }

    @Test
    void roundKeysCannotBeRetainedByAnyKey() throws Exception {
        for (String key : List.of("retainRoundKeys", "roundKeys", "retain", "harness")) {
            assertTrue(refusal(LEAST + key + ": true\n").contains("unknown key"), key);
        }
    }

    @ParameterizedTest
    @CsvSource({"90s,PT1M30S", "5m,PT5M", "24h,PT24H", "7d,PT168H", "999999d,PT23999976H"})
    void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
        assertEquals(Optional.of(expected), DurationText.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0s", "-1s", "1", "s", "1w", "1 d", "1000000d", "1.5h"})
    void whatIsNoDurationIsNone(String text) {
        assertEquals(Optional.empty(), DurationText.parse(text));
    }
}
