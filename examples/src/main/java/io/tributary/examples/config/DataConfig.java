package io.tributary.examples.config;

/**
 * Section {@code data}: which examples there are, and which device has which of them.
 *
 * @param source where the examples come from
 * @param devices how many devices there are, 1..100000
 * @param partition how the examples are spread over them
 */
public record DataConfig(SourceConfig source, int devices, PartitionConfig partition) {
    private static final int MAX_DEVICES = 100_000;

    static DataConfig read(Section section, ModelConfig model) {
        DataConfig data = new DataConfig(SourceConfig.read(section, model),
                section.require("devices", Forms.whole(1, MAX_DEVICES)), PartitionConfig.read(section));
        section.end();
        return data;
    }
}
