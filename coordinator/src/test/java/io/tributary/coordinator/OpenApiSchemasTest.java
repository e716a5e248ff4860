package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/openapi.yaml is valid for two public validators, and its schemas hold for what really travels. */
class OpenApiSchemasTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("basedir", "."), "..", "protocol/src/test/resources/vectors");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    /** The schema of each vector; those of the dialogues are held against that of their own type and of the dialogue. */
    private static final Map<String, List<String>> SCHEMAS = new TreeMap<>(Map.ofEntries(
            Map.entry("check-in", List.of("CheckIn", "DeviceMessage")),
            Map.entry("report", List.of("Report", "DeviceMessage")),
            Map.entry("decline", List.of("Decline", "DeviceMessage")),
            Map.entry("wait", List.of("Wait", "CoordinatorMessage")),
            Map.entry("wait-after-a-run", List.of("Wait", "CoordinatorMessage")),
            Map.entry("assignment", List.of("Assignment", "CoordinatorMessage")),
            Map.entry("assignment-with-model", List.of("Assignment", "CoordinatorMessage")),
            Map.entry("receipt", List.of("Receipt", "CoordinatorMessage")),
            Map.entry("no-more-work", List.of("NoMoreWork", "CoordinatorMessage")),
            Map.entry("round-over", List.of("RoundOver", "CoordinatorMessage")),
            Map.entry("channel-question", List.of("ChannelQuestion")),
            Map.entry("channel-answer", List.of("ChannelAnswer", "ChannelReply")),
            Map.entry("channel-refusal", List.of("ChannelRefusal", "ChannelReply")),
            Map.entry("channel-push", List.of("ChannelPush", "ChannelReply")),
            Map.entry("enrolment-request", List.of("EnrolmentRequest")),
            Map.entry("enrolment-grant", List.of("EnrolmentGrant")),
            Map.entry("session-request", List.of("SessionRequest")),
            Map.entry("session-grant", List.of("SessionGrant")),
            Map.entry("session-grant-with-members", List.of("SessionGrant")),
            Map.entry("run-request", List.of("RunRequest")),
            Map.entry("run-created", List.of("RunCreated")), Map.entry("run-view", List.of("RunView")),
            Map.entry("run-page", List.of("RunPage")), Map.entry("token-request", List.of("TokenRequest")),
            Map.entry("tokens-minted", List.of("TokensMinted")), Map.entry("token-page", List.of("TokenPage")),
            Map.entry("device-view", List.of("DeviceView")), Map.entry("device-page", List.of("DevicePage")),
            Map.entry("model-page", List.of("ModelPage")), Map.entry("version-page", List.of("VersionPage")),
            Map.entry("audit-page", List.of("AuditPage")), Map.entry("key-page", List.of("KeyPage")),
            Map.entry("manifest-page", List.of("ManifestPage")),
            Map.entry("inclusion-proof", List.of("InclusionProof")),
            Map.entry("problem", List.of("Problem"))));

    @Test
    void thePageIsValidForTheSwaggerParser() throws IOException {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        String page = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "openapi.yaml"));
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(page, List.of(), options);
        assertEquals(List.of(), result.getMessages());
        assertNotNull(result.getOpenAPI());
    }

    @Test
    void thePageIsValidForTheSchemaOfTheSpecification() throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            JsonObject page = new JsonObject(OpenApi.tree().toString());
            OpenAPIVersion version = OpenAPIVersion.fromContract(page);
            SchemaRepository specification = version.getRepository(vertx, "https://tributary.example").await();
            OutputUnit found = version.validateContract(vertx, specification, page).await();
            assertTrue(found.getValid(), () -> String.valueOf(found.getErrors()));
            page.remove("info");
            assertFalse(version.validateContract(vertx, specification, page).await().getValid());
        } finally {
            vertx.close().await();
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        ObjectNode root = (ObjectNode) OpenApi.tree();
        ObjectNode of = JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
        of.set("components", root.path("components"));
        return FACTORY.getSchema(of);
    }

    private static Map<String, JsonNode> vectors() throws IOException {
        Map<String, JsonNode> vectors = new TreeMap<>();
        try (Stream<String> lines = Files.lines(VECTORS.resolve("messages.txt"))) {
            for (String line : lines.filter(line -> !line.isEmpty() && !line.startsWith("#")).toList()) {
                vectors.put(line.substring(0, line.indexOf(' ')),
                        new JsonMapper().readTree(line.substring(line.indexOf(' ') + 1)));
            }
        }
        return vectors;
    }

    /** A vector with a longer name is a variant of the one whose name it begins with. */
    private static List<String> schemasOf(String vector) {
        List<String> names = SCHEMAS.keySet().stream()
                .filter(name -> vector.equals(name) || vector.startsWith(name + "-")).toList();
        return names.isEmpty() ? List.of() : SCHEMAS.get(names.getLast());
    }

    @TestFactory
    Stream<DynamicTest> everyVectorHoldsForItsSchemaAndForNoOtherVersion() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> vector : vectors().entrySet()) {
            assertTrue(!schemasOf(vector.getKey()).isEmpty(), vector.getKey() + " has no schema");
            for (String name : schemasOf(vector.getKey())) {
                tests.add(DynamicTest.dynamicTest(vector.getKey() + " is a " + name, () -> {
                    JsonSchema schema = schema(name);
                    assertEquals(Set.of(), schema.validate(vector.getValue()));
                    JsonNode described = OpenApi.tree().at("/components/schemas/" + name + "/properties");
                    vector.getValue().fieldNames().forEachRemaining(field -> assertTrue(
                            described.isMissingNode() || described.has(field), field + " is not described"));
                    assertTrue(!schema.validate(JsonNodeFactory.instance.objectNode()).isEmpty());
                    if (vector.getValue().has("v")) {
                        assertTrue(!schema.validate(((ObjectNode) vector.getValue().deepCopy()).put("v", 2)).isEmpty());
                    }
                }));
            }
        }
        return tests.stream();
    }
}
