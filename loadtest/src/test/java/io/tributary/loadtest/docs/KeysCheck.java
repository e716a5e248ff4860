package io.tributary.loadtest.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keys of configs must be known, and a page that promises every key of a coordinator must be right.
 *
 * @param experiments one for each example
 * @param coordinator its example is the one that has every key
 */
record KeysCheck(List<ConfigSchema> experiments, ConfigSchema coordinator) implements PageCheck {
    private static final Pattern KEY = Pattern.compile(
            "((?:model|data|train|strategy|privacy|round|update|expect|tls|listen|limits|oidc|cluster)(?:\\.[a-z][a-zA-Z]*)+)");
    private static final Pattern SET = Pattern.compile("--set ([a-z][\\w.]*)=");
    private static final Pattern SECTION = Pattern.compile("([a-z][a-zA-Z]*):");

    @Override
    public Stream<String> falsehoods(Page page) {
        Stream<String> keys = page.spans().stream().filter(KEY.asMatchPredicate()).filter(this::isUnknown);
        Stream<String> sections = page.spans().stream().map(SECTION::matcher).filter(java.util.regex.Matcher::matches)
                .map(found -> found.group(1)).filter(this::isNoSection);
        Stream<String> set = page.commandLines().stream().flatMap(line -> SET.matcher(line).results())
                .map(MatchResult::group).map(found -> found.replaceAll("--set |=", "")).filter(this::isUnknown);
        return Stream.concat(Stream.of(keys, sections, set).flatMap(all -> all).map(key -> "no key " + key),
                missing(page));
    }

    private boolean isUnknown(String key) {
        return !key.equals("path") && Stream.concat(experiments.stream(), Stream.of(coordinator))
                .noneMatch(schema -> schema.knows(key));
    }

    private boolean isNoSection(String key) {
        return Stream.concat(experiments.stream(), Stream.of(coordinator)).flatMap(schema -> schema.keys().stream())
                .noneMatch(known -> known.equals(key) || known.endsWith("." + key));
    }

    private Stream<String> missing(Page page) {
        if (!page.text().contains("every key")) {
            return Stream.empty();
        }
        try {
            String example = Files.readString(coordinator.file());
            return coordinator.keys().stream()
                    .filter(key -> !Pattern.compile("\\b" + key.substring(key.lastIndexOf('.') + 1) + ":")
                            .matcher(example)
                            .find())
                    .map(key -> "promises every key, and " + coordinator.file().getFileName() + " lacks " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
