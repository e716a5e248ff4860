package io.tributary.experiments.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTextTest {
    private static Node read(String text) throws ConfigException {
        return YamlTree.read(Origin.option("test"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "fedavg-cnn", "0.1", "1e-3", "true", "null", "\"true\"", "\"1\"", "\"\"",
        "\">= 0.85\"", "\"../shared/data\"",
        "[0.1, 1, mean]", "[[1, 2], [3]]", "{fedadam: {learningRate: 0.01}}", "{}", "[]", "\"a\\\"b\\nc: [\"",
        "\"off\"", "\"y\""})
    void whatIsWrittenInOneLineIsWrittenAgainTheSame(String text) throws ConfigException {
        assertEquals(text, NodeText.of(read(text)));
        assertEquals(read(text).describe(), read(NodeText.of(read(text))).describe());
    }

    @Test
    void aTextThatYamlWouldTakeForSomethingElseIsQuoted() throws ConfigException {
        assertEquals("[\"1.5\", \"no\", plain]", NodeText.of(read("['1.5', 'no', 'plain']")));
    }

    @Test
    void aSectionIsItsValuesByPath() throws ConfigException {
        assertEquals(
                Map.of("name", "a", "train.rounds", "3", "train.sizes", "[1, 2]", "train.sgd.rate", "0.1", "round",
                        "{}"),
                NodeText.byPath((Node.Mapping) read(
                        "{name: a, train: {rounds: 3, sizes: [1, 2], sgd: {rate: 0.1}}, round: {}}")));
    }
}
