package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.DataShape;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.glyph.Glyph;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederatedDataTest {
    @TempDir
    private Path folder;

    private FederatedData load(String... overrides)
            throws IOException, ConfigException, DataException, InterruptedException {
        return FederatedData.load(Configs.parse(folder, Configs.SOUND, overrides), LoadProgress.NONE);
    }

    @Test
    void everyDeviceHasItsExamplesAndThePlanFitsThem()
            throws IOException, ConfigException, DataException, InterruptedException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, "data.partition={dirichlet: 0.5}");
        FederatedData data = FederatedData.load(config, LoadProgress.NONE);
        assertEquals(12, data.devices().size());
        assertEquals(2400, data.devices().stream().mapToInt(Examples::size).sum());
        int largest = data.devices().stream().mapToInt(Examples::size).max().orElseThrow();
        assertEquals(new DataShape(List.of(28, 28, 1), Glyph.NAMES, largest), data.shape());
        RunPlan plan = PlanBuilder.plan(config, data.shape());
        assertEquals(10, plan.spec().classes());
        assertEquals(true, plan.update().maxWeight() >= largest);
    }

    @Test
    void i10AnotherProcessSplitsTheSame() throws IOException, ConfigException, DataException, InterruptedException {
        ExperimentConfig config = Configs.parse(folder, Configs.SOUND, "data.partition={dirichlet: 0.5}");
        FederatedData one = FederatedData.load(config, LoadProgress.NONE);
        FederatedData other = FederatedData.loadChecked(config);
        for (int device = 0; device < 12; device++) {
            assertArrayEquals(picture(one.devices().get(device)), picture(other.devices().get(device)));
            assertEquals(one.devices().get(device).size(), other.devices().get(device).size());
        }
    }

    private static float[] picture(Examples examples) {
        float[] picture = new float[784];
        examples.read(examples.size() - 1, picture, 0);
        return picture;
    }

    @Test
    void anotherSeedSplitsOtherwise() throws IOException, ConfigException, DataException, InterruptedException {
        assertEquals(false, Arrays.equals(picture(load("seed=1").devices().getFirst()),
                picture(load("seed=2").devices().getFirst())));
    }

    @Test
    void aPartitionThatTheDataDoesNotAllowIsAMistakeInTheConfig() {
        String option = "data.partition={dirichlet: 0.5, minExamples: 500}";
        assertEquals(
                "--set " + option + ": data.partition: 12 devices with at least 500 examples each need 6000, but there"
                        + " are only 2400; use fewer devices or a smaller minExamples",
                assertThrows(ConfigException.class, () -> load(option)).getMessage());
    }

    @Test
    void theCoordinatorsExamplesAreHeldOutOfEveryDevicesShare()
            throws IOException, ConfigException, DataException, InterruptedException {
        FederatedData data = load("data.trusted=100", "strategy.rule=flTrust");
        Examples trusted = data.trusted().orElseThrow();
        assertEquals(100, trusted.size());
        assertEquals(2300, data.devices().stream().mapToInt(Examples::size).sum());
        Set<List<Float>> pictures = new HashSet<>(pictures(trusted));
        data.devices().forEach(own -> pictures.addAll(pictures(own)));
        assertEquals(2400, pictures.size());
        assertEquals(Optional.empty(), load().trusted());
    }

    private static List<List<Float>> pictures(Examples examples) {
        List<List<Float>> pictures = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            float[] picture = new float[784];
            examples.read(i, picture, 0);
            pictures.add(IntStream.range(0, picture.length).mapToObj(at -> picture[at]).toList());
        }
        return pictures;
    }

    @Test
    void classesOfTheModelAreThoseOfTheDataByNameInTheOrderOfTheModel() throws Exception {
        List<String> reversed = new ArrayList<>(Glyph.NAMES).reversed();
        String names = String.join(", ", reversed);
        FederatedData data = load("model.classes=[none, " + names + "]");
        FederatedData usual = load();
        assertEquals("none", data.shape().labels().getFirst());
        for (int i = 0; i < 200; i++) {
            assertEquals(10 - usual.devices().getFirst().label(i), data.devices().getFirst().label(i));
        }
        assertEquals("the data has the classes spiral, which model.classes does not list: none, "
                + names.replace("spiral, ", ""),
                assertThrows(DataException.class,
                        () -> load("model.classes=[none, " + names.replace("spiral, ", "") + "]")).getMessage());
    }

    @Test
    void moreDevicesThanExamplesAreAMistakeInTheirNumber() {
        String said = assertThrows(ConfigException.class, () -> FederatedData.load(
                Configs.parse(folder, Configs.SOUND.replace("glyphs", "idx, path: " + few())), LoadProgress.NONE))
                .getMessage();
        assertTrue(said.contains("data.devices: is 12, but there are only 2 training examples; each device must have at"
                + " least one"), said);
    }

    private Path few() throws IOException {
        Path data = Files.createDirectories(folder.resolve("few"));
        for (String part : List.of("train", "t10k")) {
            Files.write(data.resolve(part + "-images.idx3-ubyte"), IdxFiles.encode(new int[] {2, 3, 3}, new byte[18]));
            Files.write(data.resolve(part + "-labels.idx1-ubyte"), IdxFiles.encode(new int[] {2}, new byte[] {0, 1}));
        }
        return data;
    }

    @Test
    void asManyAreHeldOutAsLeaveOneForEachDevice() throws Exception {
        assertEquals(12, load("data.trusted=2388", "strategy.rule=flTrust").devices().size());
        assertEquals(
                "--set data.trusted=2389: data.trusted: is 2389, but there are 2400 training examples for 12 devices:"
                        + " each must have at least one",
                assertThrows(ConfigException.class, () -> load("data.trusted=2389", "strategy.rule=flTrust"))
                        .getMessage());
    }
}
