package io.tributary.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.sweep.Grid.Cell;
import io.tributary.experiments.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final ConfigText CONFIG = new ConfigText("small.yaml", """
            name: small
            model: { architecture: cnn }
            data: { source: glyphs, devices: 4, examples: 40, testExamples: 40 }
            train: { rounds: 2, batchSize: 10, optimizer: { sgd: { learningRate: 0.05 } } }
            """, List.of());

    private static List<Cell> grid(List<String> varied, String seeds) throws Exception {
        return Grid.of(new SweepRequest(Path.of("small.yaml"), List.of("train.rounds=3"), varied,
                seeds.isEmpty() ? Seeds.OF_THE_CONFIG : Seeds.parse(seeds), Optional.empty(), List.of()), CONFIG);
    }

    @Test
    void everyValueIsTriedWithEveryOtherAndEverySeed() throws Exception {
        List<Cell> cells =
                grid(List.of("train.localEpochs=[1, 5]", "strategy.rule=[mean, median]", "train.batchSize=20"), "1,2");
        assertEquals(8, cells.size());
        assertEquals(new Cell("02-localEpochs-1-rule-median/seed-2",
                List.of("train.rounds=3", "train.localEpochs=1", "strategy.rule=median", "train.batchSize=20",
                        "seed=2")),
                cells.get(3));
        assertEquals(8, cells.stream().map(Cell::folder).distinct().count());
    }

    @Test
    void aValueMayBeASection() throws Exception {
        assertEquals(List.of("train.rounds=3", "strategy.server={fedadam: {learningRate: 0.01}}"),
                grid(List.of("strategy.server=[fedavg, {fedadam: {learningRate: 0.01}}]"), "").get(1).overrides());
    }

    @Test
    void seedsAloneAreASweep() throws Exception {
        assertEquals(List.of("seed-4", "seed-5"), grid(List.of(), "4..5").stream().map(Cell::folder).toList());
    }

    @Test
    void aCombinationThatMakesAWrongConfigIsRefusedBeforeAnythingRuns() {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> grid(List.of("train.localEpochs=[1, many]"), "1,2"));
        assertTrue(String.valueOf(refused.getMessage()).contains("train.localEpochs=many"), refused.getMessage());
    }

    @Test
    void moreThanAThousandRunsAreRefused() {
        SweepException refused = assertThrows(SweepException.class,
                () -> grid(List.of("train.rounds=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"), "1..100"));
        assertEquals("a sweep has at most 1000 runs, these are 1100: give fewer values or seeds", refused.getMessage());
    }
}
