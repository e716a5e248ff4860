package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Section;
import java.util.List;
import java.util.Optional;

/** Key {@code data.partition}: how examples are spread over devices. */
public sealed interface PartitionConfig {
    /** The words for partitions without settings. */
    List<String> WORDS = List.of("iid", "by-folder", "natural");
    /** What the key may be. */
    String EXPECTED = "one of iid, by-folder, natural, {shards: 2}, {dirichlet: 0.5}";

    /** Whether the folders of a source say who has which examples. */
    default boolean isByFolder() {
        return switch (this) {
            case ByFolder _ -> true;
            case Iid _,Shards _,Dirichlet _,Natural _ -> false;
        };
    }

    /** Whether the data itself says who has which examples. */
    default boolean isNatural() {
        return this instanceof Natural;
    }

    /** Every device gets a random share of equal size. */
    record Iid() implements PartitionConfig {}

    /**
     * Examples sorted by class and cut into shards of equal size, dealt at random (McMahan et al. 2017, section 3).
     *
     * @param perDevice shards a device gets, 1..1000: the fewer, the fewer classes it sees
     */
    record Shards(int perDevice) implements PartitionConfig {}

    /**
     * Each class spread over the devices in proportions drawn from a symmetric Dirichlet distribution (Hsu et al. 2019).
     *
     * @param alpha concentration, above 0 and at most 1e6: the smaller, the more one-sided
     * @param minExamples the draw is repeated until every device has as many, 1..1_000_000
     */
    record Dirichlet(double alpha, int minExamples) implements PartitionConfig {}

    /** The first level of sub-folders are the devices; for images only. */
    record ByFolder() implements PartitionConfig {}

    /** Each device has what is its own by the nature of the data: its file of a table, the recordings of its speaker. */
    record Natural() implements PartitionConfig {}

    /** Reads the key {@code partition}, iid if it is left out. */
    static PartitionConfig read(Section data) {
        Optional<Node> node = data.node("partition").map(Node.Entry::value);
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            return ofSection(data, mapping);
        }
        Form<String> word =
                new Form<>(EXPECTED, WORDS, "iid", Forms.oneOf(WORDS).parse());
        return switch (data.get("partition", word, "iid")) {
            case "by-folder" -> new ByFolder();
            case "natural" -> new Natural();
            default -> new Iid();
        };
    }

    private static PartitionConfig ofSection(Section data, Mapping mapping) {
        Section section = data.section("partition");
        boolean shards = mapping.find("shards").isPresent();
        boolean dirichlet = mapping.find("dirichlet").isPresent();
        if (shards && !dirichlet) {
            return ended(section, new Shards(section.require("shards", Forms.whole(1, 1000))));
        }
        if (dirichlet && !shards) {
            return ended(section, new Dirichlet(section.require("dirichlet", Forms.above(0, 1e6)),
                    section.get("minExamples", Forms.whole(1, 1_000_000), 10)));
        }
        data.complain("partition", "expected " + EXPECTED + ", found " + mapping.describe());
        return new Iid();
    }

    private static PartitionConfig ended(Section section, PartitionConfig partition) {
        section.end();
        return partition;
    }
}
