package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.config.SourceConfig.Own;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.data.FederatedData;
import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.data.SharedData;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Origin;
import io.tributary.experiments.yaml.YamlTree;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExampleConfigsTest {
    private static final Path FOLDER = Path.of("..", "examples", "configs");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("coordinator.yaml") && !file.endsWith("member.yaml")).sorted()
                    .toList();
        }
    }

    private static ExperimentConfig read(String name, String... overrides) throws ConfigException {
        return ExperimentConfig.read(FOLDER.resolve(name + ".yaml"), List.of(overrides));
    }

    @Test
    void theseAreTheExamples() throws IOException {
        assertEquals(
                List.of("arrays.yaml", "cluster.yaml", "edge-cnn-224.yaml", "fashion-mnist-small-updates.yaml",
                        "fashion-mnist.yaml",
                        "fedadam.yaml",
                        "fedbn.yaml", "feddyn.yaml", "fedper.yaml", "heart-disease.yaml", "intents.yaml", "layers.yaml",
                        "mcmahan-mnist.yaml",
                        "niid-bench-fedavg.yaml",
                        "niid-bench-fednova.yaml", "niid-bench-fedprox.yaml", "niid-bench-scaffold.yaml",
                        "omniglot.yaml", "pair.yaml",
                        "quickstart-linear.yaml", "quickstart.yaml", "robust.yaml", "spoken-digits.yaml",
                        "thermostat.yaml",
                        "thousand-devices.yaml", "torchscript.yaml"),
                files().stream().map(file -> file.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyExampleIsSoundNamedAsItsFileSaysWhatItIsForAndExpectsSomething(Path file)
            throws IOException, ConfigException {
        ExperimentConfig config = ExperimentConfig.read(file, List.of());
        assertEquals(config.name() + ".yaml", file.getFileName().toString());
        assertEquals(config.data().source() instanceof Own, config.expect().isEmpty());
        assertTrue(Files.readString(file).startsWith("# "));
    }

    @Test
    void theQuickstartsDifferInTheirModelAndItsTrainingOnly() throws ConfigException {
        assertEquals(read("quickstart").data(), read("quickstart-linear").data());
        assertEquals(read("quickstart").seed(), read("quickstart-linear").seed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "quickstart-linear"})
    void theQuickstartsNeedNoData(String name) throws ConfigException, DataException, InterruptedException {
        assertTrue(read(name).data().source() instanceof Glyphs);
        assertEquals(12, plan(read(name)).round().selected());
    }

    @Test
    void fashionMnistIsTheExperimentOfTheDesign() throws ConfigException, DataException, InterruptedException {
        Path data = SharedData.folder("fashion-mnist");
        assertTrue(read("fashion-mnist").data().source() instanceof Idx);
        RunPlan plan = plan(read("fashion-mnist", "data.path=" + data));
        assertEquals(1_663_370, plan.layout().size());
        assertEquals(20, plan.round().selected());
        assertEquals(100, plan.round().pool());
    }

    @Test
    void mcmahanMnistIsTheSettingOfThePaper() throws ConfigException, DataException, InterruptedException {
        ExperimentConfig config = read("mcmahan-mnist", "data.path=" + SharedData.folder("mnist"));
        RunPlan plan = plan(config);
        assertEquals(1_663_370, plan.layout().size());
        assertEquals(10, plan.round().selected());
        assertEquals(100, plan.round().pool());
        assertTrue(FederatedData.loadChecked(config).devices().stream().allMatch(device -> device.size() == 600));
    }

    @Test
    void theEdgeCnnIsTheReferenceNetwork() throws ConfigException, DataException, InterruptedException {
        Path data = SharedData.folder("caltech101-10");
        assertTrue(read("edge-cnn-224").data().source() instanceof Images);
        ExperimentConfig config = read("edge-cnn-224", "data.path=" + data);
        RunPlan plan = PlanBuilder.plan(config, FederatedData.loadChecked(config).shape());
        assertEquals(23_908_682, plan.layout().size());
        assertEquals(4, plan.round().selected());
    }

    private static RunPlan plan(ExperimentConfig config) throws ConfigException, DataException, InterruptedException {
        return PlanBuilder.plan(config, FederatedData.load(config, LoadProgress.NONE).shape());
    }

    /** The README shows every key; a key it lacks would be one that nobody finds. */
    @Test
    void everyKeyThatAnExampleUsesIsInTheReadme() throws IOException, ConfigException {
        String readme = Files.readString(Path.of("..", "examples", "README.md"));
        TreeSet<String> keys = new TreeSet<>();
        for (Path file : files()) {
            Node root = YamlTree.read(Origin.file("x"), Files.readString(file));
            keys.addAll(keys(root).collect(Collectors.toSet()));
        }
        keys.removeIf(key -> readme.contains(key + ":"));
        assertTrue(keys.isEmpty(), "not in README.md: " + keys);
    }

    private static Stream<String> keys(Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries().entrySet().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), keys(entry.getValue().value())))
                : Stream.empty();
    }
}
