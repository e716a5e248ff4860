package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.source.DataSourceContract;
import io.tributary.learning.source.DataSourcePlugIn;
import io.tributary.learning.source.SourcedExamples;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of a data source that comes with no build of Tributary. */
class PlugInSourceTest {
    @TempDir
    private Path folder;

    /** Counts: example i has the value i, is of class i % 2 and of device i % 3, and the last two are held out if that is wanted. */
    public static final class Counting implements DataSourcePlugIn {
        /** For the service loader. */
        public Counting() {}

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Counts.";
        }

        @Override
        public List<PlugInSetting> settings() {
            return List.of(new PlugInSetting.Amount("examples", 0, 1000, 12, "how many"),
                    new PlugInSetting.Word("owners", List.of("none", "three", "gap"), "whose they are"),
                    new PlugInSetting.Word("holdOut", List.of("none", "last"), "which are held out"));
        }

        @Override
        public SourcedExamples read(Optional<Path> path, PlugInSpec settings) throws BadExampleException {
            if (path.isPresent() && !Files.exists(path.get())) {
                throw new BadExampleException(path.get() + ": there is no such file");
            }
            int examples = (int) settings.number("examples");
            SourcedExamples all = SourcedExamples.of(new Numbers(examples), List.of(1), List.of("even", "odd"));
            int step = settings.word("owners").equals("gap") ? 2 : 1;
            SourcedExamples owned = settings.word("owners").equals("none") ? all
                    : all.ownedBy(IntStream.range(0, examples).map(i -> i % 3 * step).toArray());
            return settings.word("holdOut").equals("none") ? owned
                    : owned.holdingOut(new int[] {examples - 2, examples - 1});
        }
    }

    private record Numbers(int size) implements Examples {
        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            into[offset] = index;
        }
    }

    @BeforeEach
    void bring() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(DataSourcePlugIn.class.getName()), Counting.class.getName());
        PlugIns.lookIn(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    private ExperimentConfig config(String source, String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder,
                """
                        name: counting
                        model: { layers: [dense(classes)] }
                        data: { source: %s, devices: 3 }
                        train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                        """
                        .formatted(source),
                overrides);
    }

    private FederatedData load(String source, String... overrides) throws Exception {
        return FederatedData.load(config(source, overrides), LoadProgress.NONE);
    }

    private static List<Integer> sizes(FederatedData data) {
        return data.devices().stream().map(Examples::size).toList();
    }

    @Test
    void itsNameAloneIsEnoughAndAPartIsDrawnAndHeldOut() throws Exception {
        FederatedData data = load("counting", "data.holdOut=0.5");
        assertEquals(List.of("even", "odd"), data.dataset().classNames());
        assertEquals(6, data.dataset().test().size());
        assertEquals(6, sizes(data).stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void whatItHoldsOutIsHeldOutAndOwnersKeepWhatIsTheirs() throws Exception {
        FederatedData data = load("{ counting: { examples: 14, owners: three, holdOut: last } }",
                "data.partition=natural");
        assertEquals(2, data.dataset().test().size());
        assertEquals(List.of(4, 4, 4), sizes(data));
        float[] first = new float[1];
        for (int device = 0; device < 3; device++) {
            data.devices().get(device).read(0, first, 0);
            assertEquals(device, first[0]);
        }
    }

    @Test
    void aPlanNamesItAndDevicesWithOtherDataDecline() throws Exception {
        ExperimentConfig config = config("{ counting: { examples: 20 } }");
        RunPlan plan = PlanBuilder.plan(config, FederatedData.load(config, LoadProgress.NONE).shape());
        PlugInSpec spec = new PlugInSpec("counting", "1.0", Map.of("examples", 20.0),
                Map.of("owners", "none", "holdOut", "none"));
        assertEquals(List.of(spec), plan.plugIns());
        OwnExamples own = FederatedData.own(config, folder);
        plan.modelSignature().classesOf(DataSignature.of(own.labels(), own.meaning()));
        DataSignature other = DataSignature.of(own.labels(), new InputMeaning.FromSource(
                new PlugInSpec("counting", "1.1", spec.numbers(), spec.words())));
        RejectedException declined =
                assertThrows(RejectedException.class, () -> plan.modelSignature().classesOf(other));
        assertEquals(Reason.WRONG_INPUT, declined.reason());
        assertEquals(
                "wrong-input: the model takes what the data source 'counting' 1.0 makes with {examples=20.0, holdOut=none, owners=none}, "
                        + "and the data of this device is what the data source 'counting' 1.1 makes with {examples=20.0, holdOut=none, "
                        + "owners=none}",
                declined.getMessage());
    }

    @Test
    void whatItCannotReadIsItsFailureInOneLine() {
        assertEquals("data source 'counting' 1.0: nowhere: there is no such file",
                refused("counting", "data.path=nowhere"));
        assertEquals("data source 'counting' 1.0: failed: java.lang.IllegalArgumentException: examples must be "
                + "1..2147483647, not 0", refused("{ counting: { examples: 0 } }"));
        assertEquals(
                "data source 'counting' 1.0: failed: java.lang.IllegalArgumentException: device 1 owns no example, but "
                        + "a later one does; owners are numbered 0, 1, ... without a gap",
                refused("{ counting: { owners: gap } }"));
        assertEquals("data source 'counting' 1.0: does not say whose each example is, which partition: natural needs",
                refused("counting", "data.partition=natural"));
        assertEquals(
                "data source 'counting' 1.0: class odd has 1 examples; at least 2 are needed, one to train and one "
                        + "to hold out",
                refused("{ counting: { examples: 3 } }", "data.devices=1"));
    }

    private String refused(String source, String... overrides) {
        return assertThrows(DataException.class, () -> load(source, overrides)).getMessage();
    }

    @Test
    void whatAConfigCannotNameIsOneLineWithWhatThereIs() {
        assertEquals(List.of(
                "data.source: expected one of glyphs, idx, images, table, sound, arrays, zips, text, own, counting, found "
                        + "'countin'; did you mean 'counting'?"),
                problems("countin"));
        assertEquals(List.of("data.source.glyphs: expected one of counting, found 'glyphs'"),
                problems("{ glyphs: { examples: 3 } }"));
        assertEquals(1, problems("{ counting: { exampels: 3 } }").size());
        assertEquals(List.of("data.source.counting.examples: expected a number 0..1000, found 1001"),
                problems("{ counting: { examples: 1001 } }"));
        assertEquals(1, problems("counting", "data.classNames=[a, b]").size(), "a key of another source");
        assertTrue(problems("[counting]").getFirst().startsWith("data.source: expected one of glyphs, idx"));
        forget();
        assertTrue(problems("{ counting: {} }").getFirst().contains("a plug-in of the class path (--class-path)"));
    }

    private List<String> problems(String source, String... overrides) {
        return assertThrows(ConfigException.class, () -> config(source, overrides)).getMessage().lines()
                .map(line -> line.substring(line.indexOf("data."))).toList();
    }

    @Test
    void itKeepsTheContract() throws Exception {
        DataSourceContract.check(new Counting(), Optional.empty(), PlugInSpec.presets(new Counting()));
    }
}
