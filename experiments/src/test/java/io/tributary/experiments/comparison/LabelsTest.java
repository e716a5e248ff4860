package io.tributary.experiments.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void oneGroupHasTheNameOfItsExperiment() {
        assertEquals(List.of("small"), Labels.of(List.of(Map.of("a", "1")), "small"));
    }

    @Test
    void aSettingIsNamedByAsMuchOfItsPathAsTellsItFromOthers() {
        assertEquals(List.of("dirichlet=0.1, sgd.rate=1", "dirichlet=1, sgd.rate=2", "adam.rate=1, dirichlet=1"),
                Labels.of(List.of(Map.of("data.dirichlet", "0.1", "train.sgd.rate", "1", "name", "x"),
                        Map.of("data.dirichlet", "1", "train.sgd.rate", "2", "name", "x"),
                        Map.of("data.dirichlet", "1", "train.adam.rate", "1", "name", "x")), "x").stream()
                        .map(LabelsTest::sorted).toList());
    }

    private static String sorted(String label) {
        return String.join(", ", List.of(label.split(", ")).stream().sorted().toList());
    }

    @Test
    void aValueThatIsASectionElsewhereIsOnePart() {
        assertEquals(List.of("server=fedavg", "server=fedadam.learningRate=0.01"),
                Labels.of(List.of(Map.of("strategy.server", "fedavg"),
                        Map.of("strategy.server.fedadam.learningRate", "0.01")), "x"));
    }

    @Test
    void whoHasNothingOfItsOwnHasTheDefaults() {
        assertEquals(List.of("defaults", "rule=median"),
                Labels.of(List.of(Map.of("name", "x"), Map.of("name", "x", "strategy.rule", "median")), "x"));
    }
}
