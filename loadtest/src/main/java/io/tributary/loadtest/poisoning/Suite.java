package io.tributary.loadtest.poisoning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to measure: an experiment with each rule under each attack.
 *
 * @param experiment its file: data, partition, network, training, seed
 * @param set values that replace the file's, {@code path=value}
 * @param attackers part of the devices that attack, at least 0 and below 0.5
 * @param trusted examples that flTrust's coordinator has, at least 1
 * @param rules as the key {@code strategy.rule} takes them
 * @param attacks likewise
 */
record Suite(@JsonProperty(required = true) String experiment, List<String> set, double attackers, int trusted,
        List<JsonNode> rules, List<JsonNode> attacks) {
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();
    private static final int MAX_BYTES = 64 << 10;

    Suite {
        set = List.copyOf(set);
        rules = List.copyOf(rules);
        attacks = List.copyOf(attacks);
        if (!(attackers >= 0 && attackers < 0.5)) {
            throw new IllegalArgumentException("attackers must be at least 0 and below 0.5, not " + attackers);
        }
        if (trusted < 1) {
            throw new IllegalArgumentException("trusted must be at least 1, not " + trusted);
        }
        if (rules.isEmpty() || attacks.isEmpty()) {
            throw new IllegalArgumentException("rules and attacks must each name at least one");
        }
    }

    /**
     * Reads a file of at most 64 KiB; every key must be there.
     *
     * @throws IOException naming line and column of what is wrong
     */
    static Suite read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": larger than " + MAX_BYTES + " bytes; a suite is far smaller");
        }
        return YAML.readValue(file.toFile(), Suite.class);
    }

    /** The same with more values replaced. */
    Suite with(List<String> more) {
        List<String> all = new ArrayList<>(set);
        all.addAll(more);
        return new Suite(experiment, all, attackers, trusted, rules, attacks);
    }

    List<Choice> ruleChoices() {
        return rules.stream().map(Choice::of).toList();
    }

    List<Choice> attackChoices() {
        return attacks.stream().map(Choice::of).toList();
    }
}
