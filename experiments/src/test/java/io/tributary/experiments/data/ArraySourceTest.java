package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.InputMeaning.Numbers.Values;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArraySourceTest {
    @TempDir
    private Path folder;
    private Path arrays;

    @BeforeEach
    void sixPictures() throws IOException {
        arrays = Files.createDirectories(folder.resolve("arrays"));
        write("x_train", "|u1", "(6, 2, 2)", new byte[24]);
        write("y_train", "|u1", "(6,)", new byte[] {0, 1, 0, 1, 0, 1});
        write("users", "|u1", "(6,)", new byte[] {0, 0, 0, 0, 1, 1});
        write("x_test", "|u1", "(2, 2, 2)", new byte[8]);
        write("y_test", "|u1", "(2,)", new byte[] {0, 1});
    }

    private void write(String name, String type, String shape, byte[] values) throws IOException {
        byte[] text = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(arrays.resolve(name + ".npy"), ByteBuffer.allocate(10 + text.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length).put(text).put(values).array());
    }

    private ExperimentConfig config(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder,
                """
                        name: arrays
                        model: { layers: [flatten, dense(classes)] }
                        data: { source: arrays, path: %s, test: [x_test, y_test], devices: 2, partition: natural, owners: users }
                        train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                        """
                        .formatted(arrays),
                overrides);
    }

    private FederatedData load(String... overrides) throws Exception {
        return FederatedData.load(config(overrides), LoadProgress.NONE);
    }

    private String refused(String... overrides) {
        return assertThrows(DataException.class, () -> load(overrides)).getMessage();
    }

    @Test
    void arraysAreExamplesClassesAndOwners() throws Exception {
        FederatedData data = load();
        assertEquals(List.of(2, 2, 1), data.dataset().shape());
        assertEquals(List.of("0", "1"), data.dataset().classNames());
        assertEquals(List.of(4, 2), data.devices().stream().map(Examples::size).toList());
        assertEquals(InputMeaning.Image.unit(1), data.dataset().meaning());
        assertEquals(List.of("nay", "yea"), load("data.classNames=[nay, yea]").dataset().classNames());
    }

    @Test
    void floatsAreTakenAsTheyAre() throws Exception {
        byte[] two = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(-3).putFloat(7).array();
        write("x_test", "<f4", "(2, 1)", two);
        FederatedData data = load("data.train=[x_test, y_test]", "data.partition=iid");
        float[] value = new float[1];
        data.dataset().train().read(1, value, 0);
        assertArrayEquals(new float[] {7}, value);
        assertEquals(new InputMeaning.Numbers(Values.REAL), data.dataset().meaning());
    }

    @Test
    void aDeviceReadsItsOwnArrays() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        assertEquals(6, DeviceData.open(folder.resolve("experiment.yaml"), 0, List.of(), Optional.of(arrays))
                .fittedTo(plan).size());
    }

    /** Real numbers of 0..1, whole numbers of 0..255 and bytes may be the same pictures, and are no such values to one model. */
    @Test
    void aDeviceWhoseArrayHoldsAnotherKindOfNumberDeclinesByName() throws Exception {
        RunPlan plan = PlanBuilder.plan(config(), load().shape());
        write("x_train", "<i2", "(6, 2, 2)", new byte[48]);
        DeviceData device = DeviceData.open(folder.resolve("experiment.yaml"), 0, List.of(), Optional.of(arrays));
        String why = assertThrows(TrainingException.class, () -> device.fittedTo(plan)).getMessage();
        assertTrue(
                why.contains("wrong-input: the model takes grey image of 0.0..1.0, and the data of this device is whole"
                        + " numbers as they are"),
                why);
    }

    @Test
    void whatDoesNotFitTogetherIsSaid() throws IOException {
        assertTrue(refused("data.train=[x_train, y_test]").contains("y_test has 2 values, and there are 6 examples"));
        assertTrue(refused("data.train=[z, y_train]").contains("z.npy: there is no such array"));
        assertTrue(refused("data.path=nowhere.npz")
                .endsWith("nowhere.npz: x_train.npy: there is neither such an archive (.npz)"
                        + " nor such a folder of arrays (.npy)"),
                refused("data.path=nowhere.npz"));
        assertTrue(refused("data.train=[y_train, y_train]").contains("y_train has the shape [6]"));
        write("y_train", "|O", "(6,)", new byte[9]);
        assertTrue(refused().contains("y_train.npy: is an array of Python objects"));
        write("y_train", "|i1", "(6,)", new byte[] {0, 1, 0, 1, 0, -1});
        assertTrue(refused().contains("y_train: value 5 (counted from 0) is -1.0"), refused());
        write("y_train", "|u1", "(6,)", new byte[] {0, 1, 0, 1, 0, 1});
        write("x_test", "|u1", "(2, 2, 3)", new byte[12]);
        assertTrue(refused().contains("shape and type must be the same"));
    }

    @Test
    void mistakesOfTheConfigAreSaid() {
        assertTrue(assertThrows(ConfigException.class, () -> load("data.holdOut=0.2")).getMessage()
                .contains("holdOut: stands beside test"));
        assertTrue(assertThrows(ConfigException.class, () -> Configs.parse(folder, """
                name: arrays
                model: { layers: [flatten, dense(classes)] }
                data: { source: arrays, path: x, devices: 2, partition: natural }
                train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """)).getMessage().contains("natural needs data.owners"));
    }
}
