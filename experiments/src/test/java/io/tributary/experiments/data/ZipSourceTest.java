package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.protocol.plan.RunPlan;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipSourceTest {
    @TempDir
    private Path folder;
    private Path zips;
    private final Map<String, byte[]> drawings = new TreeMap<>();

    @BeforeEach
    void twoDrawersOfTwoLetters() throws IOException {
        zips = Files.createDirectories(folder.resolve("zips"));
        for (String letter : List.of("Greek/alpha", "Latin/a")) {
            for (int drawing = 0; drawing < 5; drawing++) {
                drawings.put("set/" + letter + "/0" + drawing + "_01.png", png());
                drawings.put("set/" + letter + "/0" + drawing + "_02.png", png());
            }
        }
        write("set.zip");
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        return bytes.toByteArray();
    }

    private void write(String name) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zips.resolve(name)))) {
            zip.putNextEntry(new ZipEntry("set/"));
            zip.putNextEntry(new ZipEntry("__MACOSX/set/._x.png"));
            for (Map.Entry<String, byte[]> drawing : drawings.entrySet()) {
                zip.putNextEntry(new ZipEntry(drawing.getKey()));
                zip.write(drawing.getValue());
            }
        }
    }

    private ExperimentConfig config(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, """
                name: zips
                model: { layers: [flatten, dense(classes)] }
                data:
                  source: zips
                  path: %s
                  names: '*/{class}/*_{owner}.png'
                  size: 8
                  color: false
                  devices: 2
                  partition: natural
                train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """.formatted(zips), overrides);
    }

    private FederatedData load(String... overrides) throws Exception {
        return FederatedData.load(config(overrides), LoadProgress.NONE);
    }

    private String refused(String... overrides) {
        return assertThrows(DataException.class, () -> load(overrides)).getMessage();
    }

    @Test
    void eachDrawerIsADeviceAndFoldersAreClasses() throws Exception {
        FederatedData data = load();
        assertEquals(List.of("Greek/alpha", "Latin/a"), data.dataset().classNames());
        assertEquals(List.of(8, 8, 1), data.dataset().shape());
        assertEquals(4, data.dataset().test().size());
        assertEquals(16, data.devices().stream().mapToInt(Examples::size).sum());
    }

    @Test
    void aDeviceReadsItsOwnArchive() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        Path own = zips.resolve("set.zip");
        assertEquals(20, DeviceData.open(folder.resolve("experiment.yaml"), 0, List.of(), Optional.of(own))
                .fittedTo(plan).size());
    }

    @Test
    void whatIsWrongIsSaidWithArchiveAndName() throws IOException {
        drawings.put("set/Latin/a/09_01.png", "no picture".getBytes(StandardCharsets.UTF_8));
        write("set.zip");
        assertTrue(refused().contains("set.zip!set/Latin/a/09_01.png: neither a JPEG nor a PNG image"), refused());
        drawings.remove("set/Latin/a/09_01.png");
        drawings.put("set/notes.txt", new byte[1]);
        write("set.zip");
        assertTrue(refused().contains("set.zip!set/notes.txt: its name is not as data.names says"), refused());
        drawings.clear();
        write("set.zip");
        assertTrue(refused().contains("set.zip: has no pictures in it"), refused());
        Files.writeString(zips.resolve("set.zip"), "no archive");
        assertTrue(refused().contains("set.zip: cannot be read as a zip archive"), refused());
        Files.delete(zips.resolve("set.zip"));
        assertTrue(refused().contains("has no file *.zip in it"), refused());
    }

    @Test
    void omniglotIsOfTwentyDrawers() throws Exception {
        Path data = SharedData.folder("omniglot-small").resolve("python");
        ExperimentConfig config = ExperimentConfig.read(Path.of("../examples/configs/omniglot.yaml"),
                List.of("data.path=" + data));
        FederatedData all = FederatedData.load(config, LoadProgress.NONE);
        assertEquals(20, all.devices().size());
        assertEquals(1168, all.dataset().test().size());
        assertEquals(4672, all.dataset().train().size());
    }
}
