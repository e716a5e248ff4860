package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.cli.plan.SignedPlan;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's plug-ins, compiled as they stand: from the config to the plan, the run and its report. */
class PlugInCommandsTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", "."), "..", "examples", "plug-ins");
    private static final Path CONFIG = EXAMPLE.resolve("plug-ins.yaml");
    @TempDir
    private Path folder;
    private Path classes;

    @BeforeEach
    void compile() throws Exception {
        classes = Files.createDirectories(folder.resolve("classes"));
        List<String> words = new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d",
                classes.toString()));
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src/main/java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(words::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        try (Stream<Path> named = Files.list(EXAMPLE.resolve("src/main/resources/META-INF/services"))) {
            for (Path file : named.toList()) {
                Files.copy(file, services.resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    @Test
    void theyAreListedBesideWhatComesWithTributaryAndExplained() {
        List<String> lines = new Console().ok("strategies", "--class-path", classes).lines()
                .map(line -> line.replaceAll(" {2,}", "|")).toList();
        assertTrue(lines.contains("RULES|SETTINGS|PAPER|ORIGIN"), lines.toString());
        assertTrue(lines.contains("mean|-|McMahan et al. 2017|built in"), lines.toString());
        assertTrue(lines.contains("agreement|floor = 0|-|1.0, classes"), lines.toString());
        assertTrue(lines.contains(
                "fedlion|learningRate = 0.01, schedule = constant, beta1 = 0.9, beta2 = 0.99|-|1.0, classes"),
                lines.toString());
        assertTrue(lines.contains("capped|norm = 1|-|1.0, classes"), lines.toString());
        assertTrue(lines.contains("bfloat16|-|-|1.0, classes"), lines.toString());
        assertTrue(lines.contains("libsvm|features = 2, classes = 2|-|1.0, classes"), lines.toString());
        assertTrue(lines.contains("hours|from = 0, to = 24|-|1.0, classes"), lines.toString());
        String page = new Console().ok("strategies", "agreement", "--class-path", classes);
        assertTrue(page.contains("plug-in: 1.0, classes\n"), page);
        assertTrue(page.endsWith("strategy:\n  rule: { agreement: { floor: 0 } }\n"), page);
    }

    @Test
    void aPlanNamesThemWithTheirVersionsAndEverySetting() throws Exception {
        new Console().ok("keys", "--out", folder.resolve("owner"));
        Path plan = folder.resolve("own.plan");
        Object[] sign = {"plan", "sign", CONFIG, "--owner-key", folder.resolve("owner/owner.key"), "--out", plan};
        String missing = new Console().fails(2, sign);
        assertTrue(missing.contains("strategy.rule.agreement: expected one of mean, median,")
                && missing.contains("found 'agreement'"), missing);
        Object[] with = Stream.concat(Stream.of(sign), Stream.of("--class-path", classes)).toArray();
        new Console().ok(with);
        RunPlan signed = SignedPlan.read(plan).plan();
        assertEquals(List.of(new PlugInSpec("agreement", "1.0", Map.of("floor", 0.1), Map.of()),
                new PlugInSpec("fedlion", "1.0", Map.of("beta1", 0.9, "beta2", 0.95), Map.of())),
                signed.plugIns().subList(0, 2));
        assertEquals(List.of("capped", "bfloat16", "hours"),
                signed.plugIns().subList(2, 5).stream().map(PlugInSpec::name).toList());
        String wrong = new Console().fails(2,
                Stream.concat(Stream.of(with), Stream.of("--set", "strategy.rule=agreemnt")).toArray());
        assertTrue(wrong.contains("flTrust, agreement, found 'agreemnt'; did you mean 'agreement'?"), wrong);
    }

    @Test
    void aRunUsesThemAndItsReportSaysSo() throws Exception {
        Path out = folder.resolve("out");
        new Console().ok("run", CONFIG, "--class-path", classes, "--out", out, "--set", "expect.accuracy='>= 0.0'");
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        List<String> named = new ArrayList<>();
        report.at("/environment/plugIns").forEach(name -> named.add(name.asText()));
        assertEquals(List.of("agreement 1.0", "fedlion 1.0"), named.subList(0, 2));
        assertEquals(List.of("capped 1.0", "bfloat16 1.0", "hours 1.0"), named.subList(2, 5));
        assertEquals(2, report.get("rounds").size());
    }

    @Test
    void aRunReadsItsExamplesByOne() throws Exception {
        StringBuilder clouds = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            clouds.append(i % 2).append(" 1:").append(i % 2 + i / 300.0).append(" 2:").append(1 - i % 2 + i / 400.0)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("clouds.libsvm"), clouds);
        Path out = folder.resolve("out");
        new Console().ok("run", EXAMPLE.resolve("libsvm.yaml"), "--class-path", classes, "--out", out, "--set",
                "data.path=" + file);
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertEquals("libsvm 1.0", report.at("/environment/plugIns/0").asText());
        Files.writeString(file, "1 1:0.5\n1 3:0.5\n");
        String said =
                new Console().fails(2, "run", EXAMPLE.resolve("libsvm.yaml"), "--class-path", classes, "--out",
                        folder.resolve("none"),
                        "--set", "data.path=" + file);
        assertTrue(said.contains("data source 'libsvm' 1.0: " + file + ":2: a place is 1..2, not '3'"), said);
    }

    @Test
    void aPlugInThatCannotBeUsedIsOneLine() throws Exception {
        Path services = classes.resolve("META-INF/services/io.tributary.aggregation.rule.RulePlugIn");
        Files.writeString(services, "com.example.plugins.Missing");
        String said = new Console().fails(2, "strategies", "--class-path", classes);
        assertTrue(said.contains("--class-path " + classes + ": a plug-in cannot be made:")
                && said.contains("com.example.plugins.Missing not found"), said);
        assertEquals(1, said.lines().count());
    }
}
