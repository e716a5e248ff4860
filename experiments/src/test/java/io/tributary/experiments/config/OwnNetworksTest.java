package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.data.FederatedData;
import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.experiments.network.NetworkConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are not built in, from their lines in a config to the plan. */
final class OwnNetworksTest {
    private static final String LINE = """
            name: thermostat
            model:
              architecture: line
              layout:
                - { name: seen, shape: [], role: buffer }
                - { name: slope-and-offset, shape: [2] }
              start: zeros
              input: [1]
              classes: [cooling]
            data: { source: own, devices: 2 }
            train: { rounds: 3, optimizer: { sgd: { learningRate: 0.1 } } }
            """;
    @TempDir
    private Path folder;

    private static String layered(String layers) {
        return Configs.SOUND.replace("{ architecture: linear }", "\n  layers: " + layers);
    }

    private RunPlan plan(String text) throws Exception {
        ExperimentConfig config = Configs.parse(folder, text);
        return PlanBuilder.plan(config, FederatedData.load(config, LoadProgress.NONE).shape());
    }

    private String refused(String text, String... overrides) {
        String said = String.valueOf(
                assertThrows(ConfigException.class, () -> Configs.parse(folder, text, overrides)).getMessage());
        return said.replace(folder + "/", "");
    }

    @Test
    void layersAreReadAsTheyAreWrittenInOneLineOrInMany() throws Exception {
        List<String> expected = List.of("conv(8, 5, 2)", "maxPool(2)", "relu", "flatten", "dense(classes)");
        String lines = expected.stream().map(layer -> "\n    - " + layer).collect(Collectors.joining());
        for (String layers : List.of("[conv(8,5, 2), maxPool(2),relu, flatten, dense(classes)]", lines)) {
            RunPlan plan = plan(layered(layers));
            assertEquals(new NetworkSpec.Layers(expected), plan.spec().network());
            assertEquals(Architectures.layout(plan.spec()), plan.layout());
            assertEquals(List.of(10, 8 * 14 * 14), plan.layout().parameters().get(2).shape());
        }
    }

    @Test
    void aLayerThatDoesNotFitIsNamedByItsLineAndKey() {
        String said = refused(layered("\n    - conv(8, 3)\n    - relu\n    - dense(classes)"));
        assertEquals(
                "experiment.yaml:6:7: model.layers[2]: layer 3, dense(classes): takes a row of values, and is given"
                        + " 8 channels of 26x26; put flatten before it",
                said.strip());
    }

    @Test
    void ofAListInBracketsTheItemIsFoundThoughYamlCutsItAtItsComma() {
        String said = refused(layered("[conv(8, 3), conv(4, 99), flatten, dense(10)]"));
        assertTrue(said.startsWith("experiment.yaml:3:24: model.layers[1]: layer 2, conv(4, 99): is given 8 channels of"
                + " 26x26, too small for a kernel of 99"), said);
        String word = refused(layered("[flatten, dens e(10)]"));
        assertTrue(
                word.startsWith(
                        "experiment.yaml:3:21: model.layers[1]: expected a layer, one of conv(channels, kernel)"),
                word);
    }

    @Test
    void oneWayIsChosen() {
        assertTrue(refused(Configs.SOUND, "model.layers=[flatten, dense(10)]")
                .contains("model.architecture: stands beside layers"));
        assertTrue(
                refused(layered("[flatten, dense(10)]"), "model.hidden=[3]").contains("model.hidden: stands beside"));
        assertTrue(refused(LINE, "model.layers=[flatten, dense(10)]").contains("model.layers: stands beside layout"));
        assertTrue(refused(Configs.SOUND, "model.start=zeros").contains("model.start: 'zeros' is for layout"));
        assertTrue(refused(Configs.SOUND, "model.architecture=thermostat")
                .contains(
                        "expected one of cnn, fedavg-cnn, fedavg-cnn-bn, lenet, linear, mlp, or layers: [...], layout:"
                                + " [...], block: CLASS or torchscript: FILE of your own in its place, found 'thermostat'"));
        assertTrue(refused(LINE, "model.architecture=cnn").contains("model.architecture: expected a name of your own"));
    }

    @Test
    void aLayoutBecomesThePlansOwnByRole() throws Exception {
        RunPlan plan = plan(LINE);
        assertEquals(List.of(new Parameter("slope-and-offset", Role.TRAINABLE, List.of(2)),
                new Parameter("seen", Role.BUFFER, List.of())), plan.layout().parameters());
        assertEquals("line", plan.spec().architecture());
        assertEquals(new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS), plan.spec().network());
        assertEquals(List.of("cooling"), plan.modelSignature().labels());
        assertEquals(new InputMeaning.Untold(), plan.modelSignature().inputs().getFirst().meaning());
        assertEquals(2, plan.round().selected());
        assertEquals(3, Architectures.initial(plan).length);
    }

    @Test
    void aFileIsAStartOfEveryNetworkAndItsHashIsInThePlan() throws Exception {
        Path file = Files.write(folder.resolve("start.f32"), new byte[] {0, 0, -128, 63, 0, 0, 0, 64, 0, 0, 64, 64});
        Path config = Files.writeString(folder.resolve("experiment.yaml"), LINE.replace("zeros", file.toString()));
        Experiment experiment = Experiment.prepare(config, List.of(), LoadProgress.NONE);
        assertArrayEquals(new float[] {1, 2, 3}, experiment.start().orElseThrow());
        assertEquals(Optional.of(Sha256.of(Files.readAllBytes(file)).hex()), experiment.plan().spec().given());

        Files.write(file, new byte[12]);
        assertTrue(
                assertThrows(ConfigException.class, experiment::start).getMessage().contains("was changed meanwhile"));
        Files.write(file, new byte[13]);
        assertEquals(
                config + ":7:10: model.start: " + file + ": has 13 bytes; the model has 3 values, which are 12 bytes"
                        + " of float32",
                assertThrows(ConfigException.class,
                        () -> Experiment.prepare(config, List.of(), LoadProgress.NONE)).getMessage().strip());
        assertEquals(Optional.of(Path.of("w.safetensors")),
                Configs.parse(folder, Configs.SOUND, "model.start=w.safetensors").model().start());
        assertTrue(
                refused(LINE, "model.start=weights.pt").contains("model.start: expected one of drawn, zeros, or a file"
                        + " whose name ends with .safetensors or .f32 or .bin, found 'weights.pt'"));
    }

    @Test
    void frozenTensorsOfALayoutTravelDownAlone() throws Exception {
        RunPlan plan = plan(LINE.replace("0.1 } }", "0.1 } }, frozen: [base]").replace("- { name: seen",
                "- { name: base.w, shape: [3, 3] }\n    - { name: seen"));
        assertEquals(9, plan.layout().size(Role.FROZEN));
        assertEquals(3, plan.layout().updateSize());
    }

    @Test
    void mistakesInALayoutAreNamedByTheirTensor() {
        assertTrue(refused(LINE.replace("shape: [2]", "shape: [2, 0]"))
                .contains(
                        "experiment.yaml:6:44: model.layout[1].shape[1]: expected a whole number 1..1073741824, found 0"));
        assertTrue(refused(LINE.replace("slope-and-offset", "seen"))
                .contains("model.layout: parameter name 'seen' is used"));
        assertTrue(
                refused(LINE.replace("shape: []", "shape: [65536, 65536]")).contains("model.layout[0].shape: seen: the"
                        + " size of [65536, 65536] overflows"));
        assertTrue(refused(LINE.replace("role: buffer", "rule: buffer"))
                .contains("model.layout[0].rule: unknown key; allowed in model.layout[0]: name, shape, role"));
        assertTrue(refused(LINE.replace("role: buffer", "role: control"))
                .contains("expected one of trainable, buffer, frozen"));
    }

    @Test
    void dataOfTheDevicesIsDescribedByTheModelAndMeasuredByNobody() {
        assertTrue(refused(LINE.replace("  input: [1]\n", "")).contains("model.input: is missing; with source: own"));
        assertTrue(
                refused(LINE.replace("  classes: [cooling]\n", "")).contains("model.classes: is missing; with source"));
        assertTrue(refused(LINE, "expect.accuracy=>= 0.5").contains("expect: is of no use with source: own"));
        assertTrue(refused(LINE, "data.partition=iid").contains("data.partition: is of no use with source: own"));
        assertTrue(refused(LINE, "train.local=[seen]").contains("train.local: is of no use beside model.layout"));
        assertTrue(refused(LINE, "data.source=glyphs").contains("data.source: must be own beside model.layout"));
    }

    @Test
    void whoeverNeedsExamplesHereSaysThatThereAreNone() throws Exception {
        ExperimentConfig config = Configs.parse(folder, LINE);
        FederatedData data = FederatedData.load(config, LoadProgress.NONE);
        String said = assertThrows(ConfigException.class, () -> data.requireHere(config)).getMessage();
        assertTrue(said
                .contains("experiment.yaml:10:17: data.source: own is data that devices alone have; ./tributary runs"
                        + " start"),
                said);
    }

    @Test
    void aBuiltInNetworkNeedsNoMoreThanItsName() throws Exception {
        assertEquals(new NetworkConfig.BuiltIn("linear", List.of()),
                Configs.parse(folder, Configs.SOUND).model().network());
        assertEquals(null, plan(Configs.SOUND).spec().network());
    }
}
