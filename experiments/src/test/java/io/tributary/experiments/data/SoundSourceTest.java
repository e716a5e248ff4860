package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.RunPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundSourceTest {
    @TempDir
    private Path folder;
    private Path sounds;

    @BeforeEach
    void twoSpeakersSayTwoWords() throws IOException {
        sounds = Files.createDirectories(folder.resolve("sounds"));
        for (String word : List.of("no", "yes")) {
            for (String speaker : List.of("ann", "bob")) {
                for (int take = 0; take < 3; take++) {
                    write(word + "_" + speaker + "_" + take + ".wav", 8000, 1);
                }
            }
        }
    }

    /** Written by the JDK's own writer. */
    private void write(String name, int rate, int channels) throws IOException {
        byte[] samples = new byte[2 * channels * 1600];
        AudioInputStream sound = new AudioInputStream(new ByteArrayInputStream(samples),
                new AudioFormat(rate, 16, channels, true, false), 1600);
        AudioSystem.write(sound, AudioFileFormat.Type.WAVE, sounds.resolve(name).toFile());
    }

    private ExperimentConfig config(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, """
                name: sound
                model: { layers: [flatten, dense(classes)] }
                data:
                  source: sound
                  path: %s
                  names: '{class}_{owner}_{take}.wav'
                  rate: 8000
                  seconds: 0.2
                  bands: 10
                  testTakes: [0]
                  devices: 2
                  partition: natural
                train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """.formatted(sounds), overrides);
    }

    private FederatedData load(String... overrides) throws Exception {
        return FederatedData.load(config(overrides), LoadProgress.NONE);
    }

    private String refused(String... overrides) {
        return assertThrows(DataException.class, () -> load(overrides)).getMessage();
    }

    @Test
    void eachSpeakerIsADeviceAndTheTakesAreHeldOut() throws Exception {
        FederatedData data = load();
        assertEquals(List.of(18, 10, 1), data.dataset().shape());
        assertEquals(List.of("no", "yes"), data.dataset().classNames());
        assertEquals(4, data.dataset().test().size());
        assertEquals(List.of(4, 4), data.devices().stream().map(Examples::size).toList());
        RunPlan plan = PlanBuilder.plan(config(), data.shape());
        assertEquals(new InputMeaning.Sound(8000), plan.modelSignature().inputs().getFirst().meaning());
    }

    @Test
    void aDeviceReadsItsOwnRecordings() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.copy(sounds.resolve("yes_bob_2.wav"), own.resolve("yes_me_0.wav"));
        Examples examples = DeviceData.open(folder.resolve("experiment.yaml"), 0, List.of(), Optional.of(own))
                .fittedTo(plan);
        assertEquals(1, examples.size());
        assertEquals(1, examples.label(0));
    }

    @Test
    void whatIsWrongIsSaidWithTheFile() throws IOException {
        assertTrue(refused("data.testTakes=[9]").contains("no file is of the takes [9]"));
        write("no_ann_1.wav", 16_000, 1);
        assertTrue(refused().contains("no_ann_1.wav: has 16000 samples a second, and 8000 are wanted"), refused());
        write("no_ann_1.wav", 8000, 2);
        assertTrue(refused().contains("no_ann_1.wav: has 2 channels"), refused());
        Files.writeString(sounds.resolve("no_ann_1.wav"), "ID3 music");
        assertTrue(refused().contains("no_ann_1.wav: is no WAV file"), refused());
        Files.move(sounds.resolve("no_ann_1.wav"), sounds.resolve("notes.txt"));
        assertTrue(refused().contains("notes.txt: its name is not as data.names says"), refused());
    }

    @Test
    void mistakesOfTheConfigAreSaid() {
        assertTrue(mistake("data.names='{class}_*_{take}.wav'").contains("natural needs {owner} in data.names"));
        assertTrue(mistake("data.names='{class}_{owner}_*.wav'").contains("testTakes: needs {take}"));
        assertTrue(mistake("data.holdOut=0.2").contains("holdOut: stands beside testTakes"));
        assertTrue(mistake("data.names='{owner}.wav'").contains("expected a name of a file with {class}"));
        assertTrue(mistake("data.bands=200").contains("take fewer bands"));
    }

    private String mistake(String override) {
        return assertThrows(ConfigException.class, () -> load(override)).getMessage();
    }

    @Test
    void spokenDigitsAreOfSixSpeakers() throws Exception {
        Path data = SharedData.folder("fsdd").resolve("recordings");
        ExperimentConfig config = ExperimentConfig.read(Path.of("../examples/configs/spoken-digits.yaml"),
                List.of("data.path=" + data));
        FederatedData all = FederatedData.load(config, LoadProgress.NONE);
        assertEquals(6, all.devices().size());
        assertEquals(300, all.dataset().test().size());
        assertEquals(2700, all.dataset().train().size());
    }
}
