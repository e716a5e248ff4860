package io.tributary.experiments.config;

import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.ConfigException.Problem;
import io.tributary.experiments.yaml.Origins;
import io.tributary.protocol.plan.StrategySpec;
import java.nio.file.Path;
import java.util.List;

/**
 * An experiment as its YAML file describes it. Whatever can be checked without the data has been. Immutable.
 *
 * @param name [a-z0-9-]{1,64}; also the model's name in the registry
 * @param model the network
 * @param data the examples and who has them
 * @param train what devices do
 * @param strategy how updates become the next model
 * @param round when a round closes
 * @param update the fixed point of the sums
 * @param cluster how many coordinators play it
 * @param outcome what is done with what comes of it
 * @param seed what all randomness derives from
 * @param priority 0..9, how soon it is played where runs wait: the higher the sooner; not in the plan
 * @param origins where each value was written
 */
public record ExperimentConfig(String name, ModelConfig model, DataConfig data, TrainConfig train,
        StrategySpec strategy,
        RoundConfig round, UpdateConfig update, ClusterPart cluster, OutcomeConfig outcome, long seed,
        int priority, Origins origins) {
    /**
     * Reads a file of at most 64 KiB.
     *
     * @param file relative to the working directory
     * @param overrides {@code path=value}; a later one wins
     * @throws ConfigException naming every mistake with its place
     */
    public static ExperimentConfig read(Path file, List<String> overrides) throws ConfigException {
        return read(ConfigText.read(file, overrides));
    }

    /**
     * Reads what was read before.
     *
     * @throws ConfigException naming every mistake with its place
     */
    public static ExperimentConfig read(ConfigText config) throws ConfigException {
        return ConfigFile.read(config);
    }

    /** What must come of it. */
    public List<Expectation> expect() {
        return outcome.expect();
    }

    /** Devices wanted in a round. */
    public int cohort() {
        return train.cohort().orElse(data.devices());
    }

    /**
     * A mistake that shows only later, with its place.
     *
     * @param path of the value, {@code data.devices} for example
     * @param message what is wrong with it and what would be right
     */
    public ConfigException mistake(String path, String message) {
        return new ConfigException(List.of(new Problem(origins.of(path), path + ": " + message)));
    }
}
