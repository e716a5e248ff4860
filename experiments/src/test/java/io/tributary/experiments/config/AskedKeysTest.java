package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Problems.Asked;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys that a file may have, as the reference of the site lists them. */
class AskedKeysTest {
    private static final String GLYPHS = """
            name: asked
            model: { architecture: linear }
            data: { source: glyphs, devices: 3 }
            train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
            """;

    private static Map<String, Asked> keys(String text) throws ConfigException {
        List<Asked> all = ConfigFile.keys(new ConfigText("asked.yaml", text, List.of()));
        return all.stream().collect(Collectors.toMap(Asked::path, asked -> asked));
    }

    @Test
    void aKeyIsToldWhetherItIsWrittenOrNotWithWhatItAcceptsAndWhatItIsOtherwise() throws Exception {
        Map<String, Asked> keys = keys(GLYPHS);
        assertEquals(new Asked("data.examples", "a whole number 1..100000", "200"), keys.get("data.examples"));
        assertEquals(new Asked("data.devices", "a whole number 1..100000", "required"), keys.get("data.devices"));
        assertEquals(new Asked("train.cohort", "a whole number 1..100000", ""), keys.get("train.cohort"));
        assertEquals(new Asked("strategy", "", ""), keys.get("strategy"), "a section");
        assertFalse(keys.containsKey("data.path"), "of another source");
    }

    @Test
    void aFileWithMistakesHasNone() {
        assertThrows(ConfigException.class, () -> keys(GLYPHS + "sede: 1\n"));
    }
}
