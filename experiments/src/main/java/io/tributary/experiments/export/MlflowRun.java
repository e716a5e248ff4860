package io.tributary.experiments.export;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as MLflow is told of it.
 *
 * @param experiment its name in MLflow
 * @param name of the run
 * @param key that tells it from all other runs: letters, digits, - and : only
 * @param settings of its config, by their paths
 */
public record MlflowRun(String experiment, String name, String key, Map<String, String> settings) {
    /** Copies the settings, in the order of their paths. */
    public MlflowRun {
        if (!key.matches("[A-Za-z0-9:-]{1,200}")) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
