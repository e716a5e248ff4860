package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {
    private static final String SOUND = """
            {"train": [["play jazz", "music"], ["lights on", "lamp"], ["what time is it", "clock"]],
             "test": [["some jazz", "music"], ["what time", "clock"]]}""";
    @TempDir
    private Path folder;

    @BeforeEach
    void twoDomains() throws IOException {
        write("texts.json", SOUND);
        write("owners.json", "{\"home\": [\"music\", \"lamp\"], \"work\": [\"clock\"]}");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ExperimentConfig config(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, """
                name: text
                model: { layers: [dense(4), dense(classes)] }
                data:
                  source: text
                  path: %s
                  test: test
                  owners: %s
                  buckets: 64
                  devices: 2
                  partition: natural
                train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """.formatted(folder.resolve("texts.json"), folder.resolve("owners.json")), overrides);
    }

    private FederatedData load(String... overrides) throws Exception {
        return FederatedData.load(config(overrides), LoadProgress.NONE);
    }

    private String refused(String... overrides) {
        return assertThrows(DataException.class, () -> load(overrides)).getMessage();
    }

    @Test
    void eachDomainIsADevice() throws Exception {
        FederatedData data = load();
        assertEquals(List.of("clock", "lamp", "music"), data.dataset().classNames());
        assertEquals(List.of(2, 1), data.devices().stream().map(Examples::size).toList());
        assertEquals(2, data.dataset().test().size());
        float[] values = new float[64];
        data.devices().get(1).read(0, values, 0);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        assertEquals(7 / Math.sqrt(7), sum, 1e-5); // four words and three pairs
    }

    @Test
    void aDeviceReadsItsOwnTexts() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        Path own = write("own.json", "{\"train\": [[\"more jazz\", \"music\"]]}");
        Examples examples = DeviceData.open(folder.resolve("experiment.yaml"), 0, List.of(), Optional.of(own))
                .fittedTo(plan);
        assertEquals(1, examples.size());
        assertEquals(2, examples.label(0));
    }

    @Test
    void aDeviceThatHashesOtherwiseDeclinesByName() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        assertEquals(new InputMeaning.Text("hashed-words-1", 64, true),
                plan.modelSignature().inputs().getFirst().meaning());
        Path own = write("own.json", "{\"train\": [[\"more jazz\", \"music\"]]}");
        assertDeclined(plan, own, "text as 64 buckets of words (hashed-words-1)", "data.pairs=false");
        assertDeclined(plan, own, "text as 128 buckets of words and pairs (hashed-words-1)", "data.buckets=128");
    }

    private void assertDeclined(RunPlan plan, Path own, String data, String other) throws Exception {
        OwnExamples read = FederatedData.own(config(other), own);
        String why = assertThrows(RejectedException.class,
                () -> plan.modelSignature().classesOf(DataSignature.of(read.labels(), read.meaning()))).getMessage();
        assertEquals(
                "wrong-input: the model takes text as 64 buckets of words and pairs (hashed-words-1), and the data of"
                        + " this device is " + data,
                why);
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws IOException {
        write("texts.json", SOUND.replace("\"clock\"]]}", "\"watch\"]]}"));
        assertTrue(refused().contains("texts.json: test[1]: its class watch is none of those"), refused());
        write("texts.json", SOUND.replace("play jazz", "?!"));
        assertTrue(refused().contains("train[0]: has no word in it"), refused());
        write("texts.json", SOUND.replace("\"play jazz\"", "7"));
        assertTrue(refused().contains("train[0] is not [\"a text\", \"its class\"]"), refused());
        write("texts.json", SOUND.substring(0, 40));
        assertTrue(refused().contains("texts.json: is no JSON"), refused());
        write("texts.json", "{\"train\": [], \"test\": []}");
        assertTrue(refused().contains("has no list 'train' with texts in it but train, test"), refused());
        write("texts.json", SOUND);
        write("owners.json", "{\"home\": [\"music\"], \"work\": [\"clock\"]}");
        assertTrue(refused().contains("owners.json: says not whose the class lamp is"), refused());
        write("owners.json", "{\"home\": [\"music\"], \"work\": [\"music\"]}");
        assertTrue(refused().contains("the class music has two owners, home and work"), refused());
        assertTrue(refused("data.path=nowhere.json").contains("there is no such file"));
    }

    @Test
    void intentsAreOfTenDomains() throws Exception {
        Path data = SharedData.folder("clinc150").resolve("data");
        ExperimentConfig config = ExperimentConfig.read(Path.of("../examples/configs/intents.yaml"),
                List.of("data.path=" + data.resolve("data_full.json"),
                        "data.owners=" + data.resolve("domains.json")));
        FederatedData all = FederatedData.load(config, LoadProgress.NONE);
        assertEquals(10, all.devices().size());
        assertEquals(4500, all.dataset().test().size());
        assertEquals(15000, all.dataset().train().size());
    }
}
