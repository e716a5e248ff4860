package io.tributary.experiments.data;

import io.tributary.experiments.config.Configs;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Path;

/** Configs of small tables for tests. */
final class Tables {
    private Tables() {}

    /** Of an age, a town and whether there is a match. */
    static ExperimentConfig config(Path folder, String more, String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, """
                name: table
                model: { layers: [dense(4), relu, dense(classes)] }
                data:
                  source: table
                  path: %s
                  devices: 2
                  partition: natural
                  missing: ['?']
                  columns:
                    - { name: age, kind: numeric, mean: 50, deviation: 10, missing: indicator }
                    - { name: town, kind: categorical, values: [Ulm, Bonn] }
                    - { name: match, kind: label, values: [0, 1], classes: [no, yes] }
                %strain: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """.formatted(folder.resolve("rows"), more), overrides);
    }
}
