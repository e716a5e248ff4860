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

    /** One operation; {@code scheme} is empty if it asks for no credential. */
    record Operation(String method, String path, Optional<String> scheme, Optional<Role> least) {
        String route() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return route();
        }
    }

    private OpenApi() {}

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
        if (!security.isArray() || security.size() > 1) {
            throw new AssertionError(method + " " + path + " must say what it asks for, and ask for one thing");
        }
        Optional<String> scheme = security.isEmpty() ? Optional.empty()
                : Optional.of(security.get(0).fieldNames().next());
        Optional<Role> least = Optional.ofNullable(operation.get("x-least-role"))
                .map(role -> Role.valueOf(role.asText().toUpperCase(Locale.ROOT)));
        return new Operation(method.toUpperCase(Locale.ROOT), path, scheme, least);
    }
}
