package io.tributary.experiments.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON file of at most 64 MiB with lists of texts and their classes, or with lists of classes. */
record TextFile(Path path, JsonNode root) {
    private static final long MOST_BYTES = 1L << 26;
    private static final int DEEPEST = 8;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                    .maxDocumentLength(MOST_BYTES).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** A text, and the name of its class. */
    record Text(String text, String label) {}

    static TextFile read(Path path) throws DataException {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
                throw new DataException(path + ": " + (Files.isRegularFile(path) ? "has more than " + MOST_BYTES
                        + " bytes" : "there is no such file; a JSON file of texts and their classes is wanted"));
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(path));
            if (!root.isObject()) {
                throw new DataException(path + ": is no JSON object with lists in it");
            }
            return new TextFile(path, root);
        } catch (JsonProcessingException broken) {
            throw new DataException(path + ": is no JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new DataException(path + ": cannot be read: " + unreadable, unreadable);
        }
    }

    /** A list of [text, class]. */
    List<Text> texts(String name) throws DataException {
        List<Text> texts = new ArrayList<>();
        for (JsonNode item : list(name)) {
            if (item.size() != 2 || !item.path(0).isTextual() || !item.path(1).isTextual()) {
                throw new DataException(path + ": " + name + "[" + texts.size()
                        + "] is not [\"a text\", \"its class\"]");
            }
            texts.add(new Text(item.path(0).textValue(), item.path(1).textValue()));
        }
        return texts;
    }

    private JsonNode list(String name) throws DataException {
        JsonNode list = root.path(name);
        if (!list.isArray() || list.isEmpty()) {
            List<String> names = new ArrayList<>();
            root.fieldNames().forEachRemaining(names::add);
            throw new DataException(path + ": has no list '" + name + "' with texts in it but "
                    + String.join(", ", names.subList(0, Math.min(20, names.size()))));
        }
        return list;
    }

    /** Which owner each class has; the owners by name. */
    Map<String, String> owners() throws DataException {
        Map<String, String> owners = new TreeMap<>();
        for (Map.Entry<String, JsonNode> owner : root.properties()) {
            for (JsonNode label : owner.getValue()) {
                String other = owners.putIfAbsent(label.asText(), owner.getKey());
                if (other != null) {
                    throw new DataException(
                            path + ": the class " + label.asText() + " has two owners, " + other + " and "
                                    + owner.getKey());
                }
            }
        }
        return owners;
    }
}
