package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.WireJson;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the bounds of {@code limit} in docs/openapi.yaml against what each list takes and answers with. */
class ListLimitsTest {
    private static final int MADE = 60;
    private static TestCoordinator coordinator;

    @BeforeAll
    static void start() {
        coordinator = TestCoordinator.start();
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    private static JsonNode resolved(JsonNode tree, JsonNode node) {
        return node.has("$ref") ? tree.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static List<JsonNode> limits(JsonNode tree, JsonNode operation) {
        return operation.path("parameters").valueStream().map(parameter -> resolved(tree, parameter))
                .filter(parameter -> parameter.path("name").asText().equals("limit"))
                .map(parameter -> parameter.path("schema")).toList();
    }

    /** What a list answers with: a page that may have a next one. */
    private static JsonNode page(JsonNode tree, JsonNode operation) {
        return resolved(tree, operation.at("/responses/200/content").path("application/json").path("schema"));
    }

    /** Of every list, by its path, what is said of its limit. */
    private static Map<String, JsonNode> described() throws Exception {
        JsonNode tree = OpenApi.tree();
        Map<String, JsonNode> lists = new TreeMap<>();
        for (var path : tree.path("paths").properties()) {
            JsonNode read = path.getValue().path("get");
            JsonNode page = page(tree, read);
            List<JsonNode> limits = limits(tree, read);
            assertEquals(page.path("properties").has("next"), limits.size() == 1, path.getKey());
            if (!limits.isEmpty()) {
                lists.put(path.getKey(), limits.getFirst());
                page.path("properties").valueStream().filter(property -> property.has("maxItems"))
                        .forEach(items -> assertEquals(limits.getFirst().path("maximum").asInt(),
                                items.path("maxItems").asInt(), path.getKey()));
            }
        }
        return lists;
    }

    private static HttpResponse<byte[]> ask(String path, int limit) throws Exception {
        return coordinator.operator("GET", path.replace("{model}", "no-model") + "?limit=" + limit, new byte[0]);
    }

    private static boolean isTaken(String path, int limit) throws Exception {
        HttpResponse<byte[]> answer = ask(path, limit);
        boolean refused = answer.statusCode() == Reason.INVALID_FIELD.status();
        assertTrue(refused || answer.statusCode() == 200 || answer.statusCode() == Reason.NOT_FOUND.status(),
                () -> path + " answered " + answer.statusCode());
        return !refused;
    }

    @Test
    void everyListTakesTheLimitsThatAreDescribedAndNoOthers() throws Exception {
        Map<String, JsonNode> lists = described();
        assertEquals(6, lists.size(), lists::toString);
        for (Map.Entry<String, JsonNode> list : lists.entrySet()) {
            int least = list.getValue().path("minimum").asInt();
            int most = list.getValue().path("maximum").asInt();
            assertTrue(isTaken(list.getKey(), least), list.getKey());
            assertFalse(isTaken(list.getKey(), least - 1), list.getKey());
            assertTrue(isTaken(list.getKey(), most), list.getKey());
            assertFalse(isTaken(list.getKey(), most + 1), list.getKey());
        }
    }

    @Test
    void whereNoLimitIsGivenAsManyAreAnsweredAsAreDescribed() throws Exception {
        for (int token = 0; token < MADE; token++) {
            TestCoordinator.expect(201, coordinator.operator("POST", "/v1/tokens",
                    WireJson.write(new TokenRequest(1, null, null))));
        }
        int tokens = shown("/v1/tokens", "tokens");
        assertTrue(tokens < MADE, "there are more");
        assertEquals(tokens, shown("/v1/audit", "entries"));
        for (Map.Entry<String, JsonNode> list : described().entrySet()) {
            assertEquals(tokens, list.getValue().path("default").asInt(), list.getKey());
        }
    }

    private static int shown(String path, String items) throws Exception {
        byte[] page = TestCoordinator.expect(200, coordinator.operator("GET", path, new byte[0])).body();
        return new JsonMapper().readTree(page).path(items).size();
    }
}
