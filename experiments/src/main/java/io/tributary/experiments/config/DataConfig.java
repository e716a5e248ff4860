package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.util.Optional;

/**
 * Section {@code data}: which examples there are, and which device has which of them.
 *
 * @param source where the examples come from
 * @param devices how many devices there are, 1..100000
 * @param partition how the examples are spread over them
 * @param trusted how many examples are held out for the coordinator, which trains on them for the rule {@code flTrust}
 */
public record DataConfig(SourceConfig source, int devices, PartitionConfig partition, Optional<Integer> trusted) {
    private static final int MAX_DEVICES = 100_000;
    private static final int MAX_TRUSTED = 1_000_000;

    static DataConfig read(Section section, ModelConfig model) {
        DataConfig data = new DataConfig(SourceConfig.read(section, model),
                section.require("devices", Forms.whole(1, MAX_DEVICES)), PartitionConfig.read(section),
                section.find("trusted", Forms.whole(1, MAX_TRUSTED)));
        section.end();
        return data;
    }
}
