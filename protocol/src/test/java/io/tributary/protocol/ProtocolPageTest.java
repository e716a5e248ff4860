package io.tributary.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.message.WireSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/protocol.md against the code: its JSON, its table of reasons, its links. */
class ProtocolPageTest {
    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "..", "docs");
    private static final Pattern JSON = Pattern.compile("```json (\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REASON = Pattern
            .compile("^\\| `([a-z-]+)` \\| (\\d{3}) \\| ([a-z-]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern KIND = Pattern.compile("^\\| ([a-z][a-z-]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    private final String page = read();

    @Test
    void everyExampleIsReadByTheTypeItNames() throws Exception {
        Set<Object> samples = samples().collect(Collectors.toSet());
        for (MatchResult example : matches(JSON)) {
            byte[] json = example.group(2).getBytes(StandardCharsets.UTF_8);
            Class<?> type = type(example.group(1));
            Object read = isDocument(type) ? WireJson.readDocument(json, type) : WireJson.readMessage(json, type);
            assertTrue(samples.contains(read), () -> "not the sample of its type: " + read);
        }
    }

    @Test
    void everythingThatTravelsHasAnExample() {
        Set<String> expected = samples().map(sample -> name(sample.getClass())).collect(Collectors.toSet());
        assertEquals(expected, matches(JSON).stream().map(example -> example.group(1)).collect(Collectors.toSet()));
        assertEquals(samples().count(), matches(JSON).size());
    }

    @Test
    void noJsonOfThePageIsLeftUnread() {
        assertEquals(page.split("```json", -1).length - 1, matches(JSON).size());
    }

    @Test
    void everyReasonHasItsLineWithItsStatusAndKindAndEveryLineItsReason() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (MatchResult line : matches(REASON)) {
            assertEquals(null, lines.put(line.group(1), line.group(2) + " " + line.group(3)), line.group(1));
        }
        Map<String, String> reasons = Arrays.stream(Reason.values())
                .collect(Collectors.toMap(Reason::code, reason -> reason.status() + " " + reason.kind().word()));
        assertEquals(reasons, lines);
    }

    @Test
    void everyKindOfReasonIsExplained() {
        Set<String> words = Arrays.stream(Reason.Kind.values()).map(Reason.Kind::word).collect(Collectors.toSet());
        String reasons = page.substring(page.indexOf("## Reasons"));
        assertEquals(words, KIND.matcher(reasons).results().map(line -> line.group(1))
                .filter(word -> !word.equals("kind")).collect(Collectors.toSet()));
    }

    @Test
    void everyLinkOfThePageLeadsToAFile() {
        assertTrue(matches(LINK).size() >= 3);
        for (MatchResult link : matches(LINK)) {
            assertTrue(Files.exists(DOCS.resolve(link.group(1))), link.group(1));
        }
    }

    private static Stream<Object> samples() {
        return Stream.concat(WireSamples.messages().values().stream(), WireSamples.documents().values().stream());
    }

    private static boolean isDocument(Class<?> type) {
        return WireSamples.documents().values().stream().anyMatch(sample -> sample.getClass() == type);
    }

    /** Messages of the two dialogues are read by the name of their interface. */
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName();
    }

    private static Class<?> type(String name) {
        Set<Class<?>> known = new HashSet<>();
        samples().map(Object::getClass).forEach(type -> known.add(
                type.getEnclosingClass() == null ? type : type.getEnclosingClass()));
        return known.stream().filter(type -> type.getSimpleName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("the page names an unknown type " + name));
    }

    private List<MatchResult> matches(Pattern pattern) {
        return pattern.matcher(page).results().toList();
    }

    private static String read() {
        try {
            return Files.readString(DOCS.resolve("protocol.md"));
        } catch (IOException missing) {
            throw new AssertionError("docs/protocol.md must be there", missing);
        }
    }
}
