package io.tributary.experiments.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final String SLOW =
            "{\"name\": \"small\", \"train.rate\": \"0.1\", \"seed\": \"1\", \"expect.loss\": \"< 1\"}";
    private static final String FAST = "{\"name\": \"small\", \"train.rate\": \"0.2\", \"seed\": \"2\"}";

    @TempDir
    private Path folder;

    private void twoGroups() throws IOException {
        Reports.write(folder.resolve("a1"), 1, 0.6, SLOW);
        Reports.write(folder.resolve("a2"), 2, 0.63, SLOW.replace("< 1", "< 2"));
        Reports.write(folder.resolve("b1"), 1, 0.9, FAST);
        Reports.write(folder.resolve("b2"), 2, 0.96, FAST);
        Reports.write(folder.resolve("b3"), 3, "failed", 0.2, FAST);
    }

    private Comparison compare(OptionalDouble target) throws Exception {
        return Comparison.of(List.of(folder), target);
    }

    @Test
    void runsThatDifferInTheSeedAloneAreOneGroup() throws Exception {
        twoGroups();
        Comparison comparison = compare(OptionalDouble.of(0.6));
        assertEquals(List.of("rate=0.1", "rate=0.2"), comparison.groups().stream().map(GroupFigures::label).toList());
        GroupFigures slow = comparison.groups().getFirst();
        Spread accuracy = Objects.requireNonNull(slow.accuracy());
        assertEquals(0.615, accuracy.mean(), 1e-12);
        assertEquals(0.03 / Math.sqrt(2), accuracy.deviation(), 1e-12);
        assertEquals(List.of(1L, 2L), slow.runs().stream().map(GroupFigures.Run::seed).toList());
        assertEquals(List.of(folder.resolve("b3") + ": failed"), comparison.leftOut());
    }

    @Test
    void aGroupTellsWhatItCostToReachTheTarget() throws Exception {
        twoGroups();
        Target slow = compare(OptionalDouble.of(0.61)).groups().getFirst().target();
        assertEquals(1, slow.reached());
        assertEquals(new Spread(1, 3, 0, 3, 3), slow.rounds());
        assertEquals(new Spread(1, 300, 0, 300, 300), slow.bytesUp());
        Target fast = compare(OptionalDouble.of(0.61)).groups().getLast().target();
        assertEquals(new Spread(2, 2.5, Math.sqrt(0.5), 2, 3), fast.seconds());
    }

    @Test
    void theUsualTargetIsWhatAllRunsReached() throws Exception {
        twoGroups();
        Comparison comparison = compare(OptionalDouble.empty());
        assertEquals(0.6, comparison.target());
        assertTrue(comparison.groups().stream().allMatch(group -> group.target().reached() == group.runs().size()));
    }

    @Test
    void theFilesSayTheSame() throws Exception {
        twoGroups();
        Path page = compare(OptionalDouble.of(0.6)).write(folder.resolve("out"));
        JsonNode json = new JsonMapper().readTree(folder.resolve("out/compare.json").toFile());
        assertEquals(0.93, json.at("/groups/1/accuracy/mean").doubleValue(), 1e-12);
        assertEquals(0.3 * 0.93 / 0.9, json.at("/groups/1/curve/0/accuracy/mean").doubleValue(), 1e-12);
        List<String> csv = Files.readAllLines(folder.resolve("out/compare.csv"));
        assertEquals(
                "label,runs,accuracy,deviation,least,most,worstTenth,rounds,seconds,bytesUp,bytesDown,reachedTarget,"
                        + "roundsToTarget,secondsToTarget,bytesUpToTarget,p",
                csv.getFirst());
        assertTrue(csv.get(1).startsWith("rate=0.1,2,0.615,"), csv.get(1));
        assertTrue(csv.get(1).endsWith(",2,3.0,3.0,300.0,"), csv.get(1));
        String html = Files.readString(page);
        assertTrue(html.contains("\"label\":\"rate=0.2\""));
        assertFalse(html.matches("(?s).*<(script|link|img)[^>]* (src|href)=.*"), "it loads something");
        assertEquals(List.of("rate=0.2", "2", "0.9300 ± 0.0424", "0.465", "3", "5.0 s", "300 B", "2.0 rounds, 2.0 s"),
                compare(OptionalDouble.of(0.6)).table().get(2).subList(0, 8));
    }

    @Test
    void aLabelCannotBecomeMarkup() throws Exception {
        Reports.write(folder.resolve("a"), 1, 0.6, "{\"path\": \"</script><b>\"}");
        Reports.write(folder.resolve("b"), 1, 0.6, "{\"path\": \"other\"}");
        String html = Files.readString(compare(OptionalDouble.empty()).write(folder));
        assertFalse(html.contains("</script><b>"));
    }

    @Test
    void reportsOfAnEarlierBuildAreGroupedByTheirNames() throws Exception {
        Reports.write(folder.resolve("a"), 1, 0.6, "null");
        Reports.write(folder.resolve("b"), 2, 0.7, "null");
        Comparison comparison = compare(OptionalDouble.empty());
        assertEquals(List.of("small"), comparison.groups().stream().map(GroupFigures::label).toList());
    }

    @Test
    void whatCannotBeComparedIsNamed() throws Exception {
        assertTrue(refused().contains("has no report.json"), refused());
        Files.writeString(folder.resolve("report.json"), "{");
        assertTrue(refused().contains("is not JSON"), refused());
        Files.writeString(folder.resolve("report.json"), "{\"name\": 3}");
        assertTrue(refused().contains("is no report of a run"), refused());
        Reports.write(folder, 1, "stopped", 0.5, SLOW);
        assertTrue(refused().contains("no run has finished") && refused().contains("stopped"), refused());
    }

    private String refused() {
        return String
                .valueOf(assertThrows(ComparisonException.class, () -> compare(OptionalDouble.empty())).getMessage());
    }
}
