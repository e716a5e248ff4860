package io.tributary.experiments.weights;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file (huggingface.co/docs/safetensors): what tensors there are, and where. They fill the bytes after it,
 * without gap or overlap.
 *
 * @param tensors in the order of their bytes
 */
record SafetensorsHeader(List<Entry> tensors) {
    private static final String METADATA = "__metadata__";
    private static final int DEPTH = 8;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * A tensor.
     *
     * @param begin of its bytes, counted from the end of the header
     * @param end behind them
     */
    record Entry(String name, String type, List<Long> shape, long begin, long end) {}

    /**
     * Reads one.
     *
     * @param dataBytes how many bytes follow it
     */
    static SafetensorsHeader parse(byte[] json, long dataBytes, WeightsInput input) throws WeightsException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : tree(json, input).properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue(), input));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        requireFilled(entries, dataBytes, input);
        return new SafetensorsHeader(List.copyOf(entries));
    }

    private static JsonNode tree(byte[] json, WeightsInput input) throws WeightsException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!tree.isObject()) {
                throw input.wrong("its header is no JSON object; is it a safetensors file?");
            }
            return tree;
        } catch (JacksonException malformed) {
            throw input.wrong("its header is not what safetensors has: "
                    + malformed.getOriginalMessage().replaceAll("\\p{Cntrl}", "?"));
        } catch (IOException impossible) {
            throw input.wrong("its header cannot be read: " + impossible);
        }
    }

    private static Entry entry(String name, JsonNode node, WeightsInput input) throws WeightsException {
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("dtype").isTextual() || !isNumbers(node.path("shape")) || !isNumbers(offsets)
                || offsets.size() != 2) {
            throw input
                    .wrong("tensor " + quoted(name) + " must have a dtype, a shape and two data_offsets in the header");
        }
        List<Long> shape = new ArrayList<>();
        node.path("shape").forEach(dimension -> shape.add(dimension.longValue()));
        return new Entry(name, node.path("dtype").textValue(), shape, offsets.path(0).longValue(),
                offsets.path(1).longValue());
    }

    private static boolean isNumbers(JsonNode list) {
        return list.isArray() && list.valueStream()
                .allMatch(number -> number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0);
    }

    private static void requireFilled(List<Entry> entries, long dataBytes, WeightsInput input) throws WeightsException {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end || entry.end() < entry.begin()) {
                throw input.wrong("tensor " + quoted(entry.name()) + " is said to have the bytes " + entry.begin()
                        + " to " + entry.end() + ", where it must begin at " + end
                        + ": tensors follow one another without gap or overlap");
            }
            end = entry.end();
        }
        if (end != dataBytes) {
            throw input.wrong("its header promises " + end + " bytes of tensors, and " + dataBytes + " follow it"
                    + (end > dataBytes ? "; the file is cut short" : ""));
        }
    }

    static String quoted(String name) {
        int most = 64;
        StringBuilder shown = new StringBuilder("'");
        name.codePoints().limit(most)
                .forEach(point -> shown.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        return shown.append(name.length() > most ? "...'" : "'").toString();
    }
}
