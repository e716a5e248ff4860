package io.tributary.loadtest.docs;

import io.tributary.experiments.yaml.ConfigException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that a reader of configs knows. They are asked of the reader itself: it answers an unknown key with the allowed
 * ones.
 *
 * @param reader of experiments or of coordinators
 * @param file a config without a mistake
 */
record ConfigSchema(Reader reader, Path file) {
    private static final String STRANGER = "zzzz";
    private static final Pattern ALLOWED = Pattern.compile(STRANGER + ": unknown key; allowed[^:]*: ([^;\\n]*)");

    @FunctionalInterface
    interface Reader {
        Object read(Path file, List<String> overrides) throws ConfigException;
    }

    /** Keys with their sections before them, such as {@code tls.certificate}. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        add("", keys);
        return keys;
    }

    private void add(String section, Set<String> keys) {
        Matcher allowed = ALLOWED.matcher(answer(section + STRANGER + "=1"));
        if (allowed.find()) {
            Arrays.stream(allowed.group(1).split(", ")).filter(key -> keys.add(section + key))
                    .forEach(key -> add(section + key + ".", keys));
        }
    }

    /** Whether a key is one of the schema, or of a choice within it that this file or the schema allows. */
    boolean knows(String key) {
        String answer = answer(key + "=1");
        return answer.isEmpty() || answer.lines().filter(line -> line.contains(" " + key + ":"))
                .anyMatch(line -> !line.contains("unknown"));
    }

    private String answer(String override) {
        try {
            reader.read(file, List.of(override));
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
