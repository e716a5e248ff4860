package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {
    private static final String HEADER = "age,town,match\n";
    @TempDir
    private Path folder;
    private Path rows;

    @BeforeEach
    void twoFiles() throws IOException {
        rows = Files.createDirectories(folder.resolve("rows"));
        write("a.csv", HEADER + "60,Ulm,0\n?,Bonn,1\n".repeat(5));
        write("b.csv", "match,id,town,age\r\n" + "1,x,\"Ulm\",40\r\n0,y, Bonn ,\r\n\r\n".repeat(10));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(rows.resolve(name), text);
    }

    private FederatedData load(String... overrides) throws Exception {
        return FederatedData.load(Tables.config(folder, "", overrides), LoadProgress.NONE);
    }

    private String refused(String... overrides) {
        return assertThrows(DataException.class, () -> load(overrides)).getMessage();
    }

    private static float[] read(Examples examples, int index) {
        float[] values = new float[4];
        examples.read(index, values, 0);
        return values;
    }

    @Test
    void eachFileIsADeviceAndAPartOfEachClassIsHeldOut() throws Exception {
        FederatedData data = load();
        assertEquals(30, data.dataset().train().size() + data.dataset().test().size());
        assertEquals(6, data.dataset().test().size());
        assertEquals(24, data.devices().stream().mapToInt(Examples::size).sum());
        Examples first = data.devices().getFirst();
        int ulm = IntStream.range(0, first.size()).filter(i -> first.label(i) == 0).findFirst().orElseThrow();
        assertArrayEquals(new float[] {1, 0, 1, 0}, read(first, ulm));
        Examples second = data.devices().get(1);
        int bonn = IntStream.range(0, second.size()).filter(i -> second.label(i) == 0).findFirst().orElseThrow();
        assertArrayEquals(new float[] {0, 1, 0, 1}, read(second, bonn));
        assertEquals(List.of("no", "yes"), data.dataset().classNames());
    }

    @Test
    void allRowsInOnePlaceAreTheSameRows() throws Exception {
        FederatedData data = load("data.partition=iid", "data.devices=1");
        assertEquals(24, data.devices().getFirst().size());
        assertEquals(6, data.dataset().test().size());
    }

    @Test
    void theNumberOfDevicesIsThatOfTheFiles() {
        String said = assertThrows(ConfigException.class, () -> load("data.devices=3")).getMessage();
        assertTrue(said.contains("data.devices: is 3, but the data is that of 2 devices"), said);
    }

    @Test
    void whatIsWrongIsSaidWithFileAndLine() throws IOException {
        write("a.csv", HEADER + "60,Ulm,0\n60,Ulm\n");
        assertTrue(refused().contains("a.csv: line 3: has 2 cells, but there are 3 columns"), refused());
        write("a.csv", HEADER + "sixty,Ulm,0\n");
        assertTrue(refused().contains("a.csv: line 2: column 'age': 'sixty' is no number"), refused());
        write("a.csv", HEADER + "60,Ulm,0\n\n60,Rome,0\n");
        assertTrue(refused().contains("a.csv: line 4: column 'town': 'Rome' is none of"), refused());
        write("a.csv", "60,Ulm,0\n");
        assertTrue(refused().contains("a.csv: line 1: has no column age, town, match but 60, Ulm, 0"), refused());
        write("a.csv", HEADER);
        assertTrue(refused().contains("a.csv: has no rows"), refused());
        Files.write(rows.resolve("a.csv"), "age,town,match\n60,K\u00f6ln,0\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refused().contains("a.csv: is not in UTF-8"), refused());
        write("a.csv", HEADER + "60,\"Ulm,0\n");
        assertTrue(refused().contains("a.csv: line"), refused());
        assertTrue(refused("data.files='*.tsv'").contains("has no file *.tsv in it"));
    }

    @Test
    void aClassOfOneRowCannotBeHeldOutAndMeasured() throws IOException {
        Files.delete(rows.resolve("b.csv"));
        write("a.csv", HEADER + "60,Ulm,0\n".repeat(5) + "50,Ulm,1\n");
        assertTrue(refused("data.devices=1").contains("class yes has 1 examples"));
    }

    @Test
    void aDeviceReadsItsOwnFileAsTheExperimentSays() throws Exception {
        ExperimentConfig config = Tables.config(folder, "");
        Path own = Files.writeString(folder.resolve("own.csv"), HEADER + "?,Ulm,1\n");
        DeviceData data = DeviceData.open(folder.resolve("experiment.yaml"), 7, List.of(), Optional.of(own));
        RunPlan plan = PlanBuilder.plan(config, FederatedData.load(config, LoadProgress.NONE).shape());
        assertTrue(plan.modelSignature().inputs().getFirst().meaning() instanceof InputMeaning.Table);
        Examples examples = data.fittedTo(plan);
        assertEquals(1, examples.size());
        assertEquals(1, examples.label(0));
        assertArrayEquals(new float[] {0, 1, 1, 0}, read(examples, 0));
    }

    @Test
    void aDeviceWhoseValuesMeanSomethingElseDeclines() throws Exception {
        ExperimentConfig other = Tables.config(folder, "", "data.partition=iid");
        RunPlan plan = PlanBuilder.plan(other, FederatedData.load(other, LoadProgress.NONE).shape());
        String text = Files.readString(folder.resolve("experiment.yaml"));
        Path mine = Files.writeString(folder.resolve("mine.yaml"), text.replace("deviation: 10", "deviation: 11"));
        DeviceData data = DeviceData.open(mine, 0, List.of(), Optional.of(rows));
        String said = assertThrows(TrainingException.class, () -> data.fittedTo(plan)).getMessage();
        assertTrue(said.contains("wrong-input") && said.contains("(x - 50.0) / 11.0"), said);
    }

    @Test
    void heartDiseaseIsFourHospitals() throws Exception {
        Path heart = SharedData.folder("heart-disease");
        ExperimentConfig config = ExperimentConfig.read(Path.of("../examples/configs/heart-disease.yaml"),
                List.of("data.path=" + heart));
        FederatedData data = FederatedData.load(config, LoadProgress.NONE);
        assertEquals(4, data.devices().size());
        assertEquals(920, data.dataset().train().size() + data.dataset().test().size());
    }
}
