package io.tributary.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON texts of vectors/*.txt are the wire format: a change that breaks them is a new version. */
class WireVectorsTest {
    @Test
    void messagesAreWrittenAsTheirVectorsAndReadBackEqual() throws Exception {
        for (Map.Entry<String, String> vector : vectors("messages.txt").entrySet()) {
            Object sample = WireSamples.messages().get(vector.getKey());
            assertEquals(vector.getValue(), text(sample), vector.getKey());
            assertEquals(sample, WireJson.readMessage(bytes(vector.getValue()), sample.getClass()));
        }
    }

    @Test
    void documentsAreWrittenAsTheirVectorsAndReadBackEqual() throws Exception {
        for (Map.Entry<String, String> vector : vectors("documents.txt").entrySet()) {
            Object sample = WireSamples.documents().get(vector.getKey());
            assertEquals(vector.getValue(), text(sample), vector.getKey());
            assertEquals(sample, WireJson.readDocument(bytes(vector.getValue()), sample.getClass()));
        }
    }

    @Test
    void everySampleHasItsVector() throws IOException {
        assertEquals(WireSamples.messages().keySet(), vectors("messages.txt").keySet());
        assertEquals(WireSamples.documents().keySet(), vectors("documents.txt").keySet());
    }

    /** A seed of another form would be refused at once, and the fuzzer would start from nothing. */
    @ParameterizedTest
    @CsvSource({"messages.txt,MessageFuzzTestInputs/anyMessageIsRefusedOrReadsBackAsItself",
        "documents.txt,DocumentFuzzTestInputs/anyDocumentIsRefusedOrReadsBackAsItself"})
    void everyVectorIsASeedOfItsFuzzTestAndNothingElseIs(String file, String seeds) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        Path folder = Path.of(WireVectorsTest.class.getResource(seeds).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path seed : files.toList()) {
                found.put(seed.getFileName().toString().replace(".json", ""), Files.readString(seed).strip());
            }
        }
        assertEquals(vectors(file), found);
    }

    @Test
    void everyMessageTypeHasASample() {
        Set<Class<?>> sampled = WireSamples.messages().values().stream().map(Object::getClass)
                .collect(Collectors.toSet());
        Set<Class<?>> missing = leaves(WireMessage.class).collect(Collectors.toCollection(HashSet::new));
        missing.removeAll(sampled);
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyMessageOfADeviceOrTheCoordinatorReadsAsItsInterfaceToo() throws Exception {
        for (Object sample : WireSamples.messages().values()) {
            if (sample instanceof DeviceMessage) {
                assertEquals(sample, WireJson.readMessage(WireJson.write(sample), DeviceMessage.class));
            } else if (sample instanceof CoordinatorMessage) {
                assertEquals(sample, WireJson.readMessage(WireJson.write(sample), CoordinatorMessage.class));
            }
        }
    }

    @Test
    void everyMessageAndSignedPayloadSaysItsVersion() {
        Stream.concat(WireSamples.messages().values().stream(), WireSamples.documents().values().stream())
                .filter(Versioned.class::isInstance)
                .forEach(sample -> assertTrue(text(sample).contains("\"v\":1,"), text(sample)));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(WireVectorsTest::leaves)
                : Stream.of(type);
    }

    private static String text(Object sample) {
        return new String(WireJson.write(sample), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lines of name, blank, JSON; the rest is comment. */
    private static Map<String, String> vectors(String file) throws IOException {
        Map<String, String> vectors = new LinkedHashMap<>();
        try (var in = WireVectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> vectors.put(line.substring(0, line.indexOf(' ')),
                            line.substring(line.indexOf(' ') + 1)));
        }
        return vectors;
    }
}
