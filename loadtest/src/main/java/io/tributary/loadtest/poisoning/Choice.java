package io.tributary.loadtest.poisoning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A rule or an attack as a suite names it.
 *
 * @param label for a table: {@code krum(byzantine 5)}
 * @param text as a config takes it
 */
record Choice(String label, String text) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static Choice of(JsonNode node) {
        return new Choice(label(node), node.isTextual() ? node.textValue() : node.toString());
    }

    /** What was written on a command line. @throws IllegalArgumentException if it is not YAML */
    static Choice of(String written) {
        try {
            return of(YAML.readTree(written));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not YAML: " + written, malformed);
        }
    }

    private static String label(JsonNode node) {
        return node.isObject() ? node.properties().stream().map(Choice::label).collect(Collectors.joining(", "))
                : node.asText();
    }

    private static String label(Map.Entry<String, JsonNode> kind) {
        String settings = kind.getValue().properties().stream().map(one -> one.getKey() + " " + label(one.getValue()))
                .collect(Collectors.joining(", "));
        return kind.getKey() + (settings.isEmpty() ? "" : "(" + settings + ")");
    }
}
