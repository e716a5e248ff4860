package io.tributary.loadtest.poisoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
    private static final ScoreTable TABLE = new ScoreTable(new Results(List.of(),
            List.of(new Score("mean", "none", 0.82, null, 1), new Score("krum(byzantine 5)", "none", 0.7, null, 2),
                    new Score("mean", "backdoor(part 0.5)", 0.8, 0.95, 3),
                    new Score("mean", "<noise>", 0.1, null, 4)),
            List.of(new MatchWithoutEnd("krum(byzantine 5)", "<noise>", "of \"5\" & 20 < 23"))));

    @Test
    void lossesAreAgainstTheMeanWithoutAnAttack() {
        assertEquals(72, TABLE.worst("mean").orElseThrow(), 1e-9);
        assertEquals(12, TABLE.worst("krum(byzantine 5)").orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), TABLE.worst("median"));
        assertEquals(OptionalDouble.empty(),
                new ScoreTable(new Results(List.of(), List.of(new Score("median", "none", 0.5, null, 1)), List.of()))
                        .worst("median"));
    }

    @Test
    void aPageHasARowForEachRuleNothingWhereNothingWasPlayedAndSaysWhatHadNoEnd() {
        assertEquals("""
                | rule | none | backdoor(part 0.5) | <noise> | loses at most |
                | --- | --- | --- | --- | --- |
                | mean | 82.0 | 80.0 / 95.0 | 10.0 | 72.0 |
                | krum(byzantine 5) | 70.0 |  | no end | no end |
                """, TABLE.markdown());
    }

    @Test
    void programsGetALineForEachMatch() {
        assertEquals("""
                rule,attack,accuracy,points lost,backdoor success,seconds,no end because
                "mean","none",0.8200,0.00,,1.0,
                "krum(byzantine 5)","none",0.7000,12.00,,2.0,
                "mean","backdoor(part 0.5)",0.8000,2.00,0.9500,3.0,
                "mean","<noise>",0.1000,72.00,,4.0,
                "krum(byzantine 5)","<noise>",,,,,"of ""5"" & 20 < 23"
                """, TABLE.csv());
    }

    @Test
    void theHeatMapIsGreenWhereNothingIsLostRedWhereMuchIsAndShowsNamesAsText() {
        String page = HeatMap.of(TABLE);
        assertTrue(page.contains("<td style=\"background: hsl(120 70% 75%)\">82.0</td>"), page);
        assertTrue(page.contains("<td style=\"background: hsl(0 70% 75%)\">10.0</td>"), page);
        assertTrue(page.contains("<td style=\"background: hsl(72 70% 75%)\">70.0</td><td></td>"
                + "<td style=\"background: hsl(0 70% 75%)\" title=\"of &quot;5&quot; &amp; 20 &lt; 23\">no end</td>"),
                page);
        assertTrue(page.contains("&lt;noise&gt;"), page);
        assertFalse(page.contains("<noise>"), page);
    }
}
