package io.tributary.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tributary.coordinator.access.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** docs/openapi.yaml. */
final class OpenApi {
    private static final Path FILE = Path.of(System.getProperty("basedir", "."), "..", "docs", "openapi.yaml");

    /** One operation; {@code scheme} is empty if it may ask for no credential, and {@link #READER} where either of two will do. */
    record Operation(String method, String path, Optional<String> scheme, Optional<Role> least) {
        String route() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return route();
        }
    }

    /** A device's session, or the token of an operator. */
    static final String READER = "sessionToken or operator";

    private OpenApi() {}

    private static Optional<String> scheme(JsonNode alternatives) {
        List<String> names = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            alternative.fieldNames().forEachRemaining(names::add);
        }
        boolean none = names.size() < alternatives.size() || names.isEmpty();
        return none ? Optional.empty() : Optional.of(String.join(" or ", names));
    }

    static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        for (var path : tree().path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
            }
        }
        return operations;
    }

    static JsonNode tree() throws IOException {
        return new YAMLMapper().readTree(FILE.toFile());
    }

    private static Operation operation(String path, String method, JsonNode operation) {
        JsonNode security = operation.path("security");
        if (!security.isArray()) {
            throw new AssertionError(method + " " + path + " must say what it asks for");
        }
        Optional<String> scheme = scheme(security);
        Optional<Role> least = Optional.ofNullable(operation.get("x-least-role"))
                .map(role -> Role.valueOf(role.asText().toUpperCase(Locale.ROOT)));
        return new Operation(method.toUpperCase(Locale.ROOT), path, scheme, least);
    }
}
