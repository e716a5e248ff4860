package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.catalogue.Listing;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class StrategiesCommandTest {
    @Test
    void everyKindHasALineWithItsSettingsAndItsPaper() {
        List<String> lines = new Console().ok("strategies").lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
        for (Listing kind : Listing.of(_ -> true)) {
            assertEquals(1, lines.stream().filter(line -> line.startsWith(kind.name() + "|")).count(), kind.name());
        }
        assertTrue(lines.contains("RULES|SETTINGS|PAPER"), lines.toString());
        assertTrue(lines.contains("median|-|Yin et al. 2018"), lines.toString());
        assertTrue(lines.contains("multiKrum|byzantine, select = n - f|Blanchard et al. 2017"), lines.toString());
        assertTrue(lines.contains("cosine|floor = 0.01|Loshchilov and Hutter 2017"), lines.toString());
        assertTrue(lines.contains("feddyn|alpha, population = data.devices|Acar et al. 2021"), lines.toString());
        assertTrue(lines.contains("topK|topK|Aji and Heafield 2017"), lines.toString());
        assertTrue(lines.contains("rotate|rotate = false|Suresh et al. 2017"), lines.toString());
        assertEquals(1, lines.stream().filter(line -> line.startsWith("CODECS OF UPDATES|")).count());
    }

    @Test
    void aNameExplainsThatOneAndShowsHowAConfigChoosesIt() {
        assertEquals(
                """
                        trimmedMean: The mean of each coordinate without its floor(trim n) smallest and largest values. Weights do not count.
                        paper: Yin et al. 2018, Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates, ICML
                        costs: 1 pass; n values of a block of coordinates a thread
                        needs: trim at least f / n, n <= 16384

                        SETTING  RANGE                DEFAULT  MEANING
                        trim     from 0 to below 0.5  0.2      part of the values cut at each end

                        strategy:
                          rule: { trimmedMean: { trim: 0.2 } }
                        """,
                new Console().ok("strategies", "trimmedmean"));
    }

    @Test
    void whatStandsBesideOtherKeysIsShownWithWhatItNeeds() {
        String page = new Console().ok("strategies", "rotate");
        assertTrue(page.contains("needs: quantize, and no topK\n"), page);
        assertTrue(page.endsWith("update:\n  codec: { quantize: { bits: 4 }, rotate: true }\n"), page);
        String local = new Console().ok("strategies", "local");
        assertTrue(local.contains("local    a list of layers or tensors  []       layers, or tensors such as"), local);
        assertTrue(local.endsWith("train:\n  local: [dense3]\n"), local);
    }

    @Test
    void programsGetAllOfItAsJson() throws Exception {
        JsonNode all = new JsonMapper().readTree(new Console().ok("strategies", "--json"));
        assertEquals(Listing.of(_ -> true).stream().map(Listing::name).toList(),
                StreamSupport.stream(all.spliterator(), false).map(kind -> kind.get("name").textValue()).toList());
        JsonNode krum = new JsonMapper().readTree(new Console().ok("strategies", "krum", "--json")).get(0);
        assertEquals("required", krum.get("settings").get(0).get("preset").textValue());
        assertEquals("strategy:\n  rule: { krum: { byzantine: 1 } }", krum.get("yaml").textValue());
    }

    @Test
    void aNameThatIsNoneIsAMistakeThatListsTheNames() {
        String said = new Console().fails(2, "strategies", "average");
        assertTrue(said.contains("there is no strategy 'average'; there are: mean, median, trimmedMean"), said);
    }

    @Test
    void theHelpSaysWhereToReadMore() {
        assertTrue(new Console().ok("strategies", "--help").contains("docs/strategies.md"));
    }
}
