package io.tributary.experiments.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The config that a run was made from.
 *
 * @param text as it was read, and what was set on the command line
 * @param settings each value that was written or set, by its path, as YAML of one line; what has its default is not there
 */
public record ConfigUsed(String text, Map<String, String> settings) {
    /** Copies the settings, in the order of their paths. */
    public ConfigUsed {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
