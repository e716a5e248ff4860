package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.coordinator.OpenApi.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/openapi.yaml against what is served, both ways. */
class OpenApiTest {
    @Test
    void whatIsServedIsDescribedAndWhatIsDescribedIsServed() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            assertEquals(OpenApi.operations().stream().map(Operation::route).sorted().toList(),
                    coordinator.coordinator().routes());
        }
    }

    @Test
    void everyOperatorsRouteNamesItsLeastRoleAndNoOtherDoes() throws Exception {
        for (Operation operation : OpenApi.operations()) {
            assertEquals(operation.scheme().filter(scheme -> scheme.endsWith("operator")).isPresent(),
                    operation.least().isPresent(),
                    operation.route());
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryPathNamesItsParameters() throws Exception {
        JsonNode tree = OpenApi.tree();
        for (JsonNode reference : tree.findValues("$ref")) {
            assertTrue(!tree.at(reference.asText().substring(1)).isMissingNode(), reference.asText());
        }
        for (var path : tree.path("paths").properties()) {
            Set<String> named = Pattern.compile("\\{([a-z0-9]+)}").matcher(path.getKey()).results()
                    .map((MatchResult match) -> match.group(1)).collect(Collectors.toSet());
            for (JsonNode operation : path.getValue()) {
                List<JsonNode> parameters = operation.path("parameters").findValues("$ref").stream()
                        .map(reference -> tree.at(reference.asText().substring(1)))
                        .filter(parameter -> parameter.path("in").asText().equals("path")).toList();
                assertEquals(named, parameters.stream().map(parameter -> parameter.path("name").asText())
                        .collect(Collectors.toSet()), path.getKey());
            }
        }
    }
}
