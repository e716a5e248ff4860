package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which network, and its sizes.
 *
 * @param architecture {@code cnn}, {@code fedavg-cnn}, {@code linear}, {@code mlp}, or the name of a network of the owner's own;
 *        1..128 characters
 * @param input shape of one example, 1..8 dimensions of 1..2^24, for images height, width, channels
 * @param classes number of classes, 2..65536; of a network that is a layout alone, number of outputs, at least 1
 * @param hidden 0..64 widths of 1..2^24 of hidden layers where the architecture has free ones ({@code mlp}), else empty
 * @param network what a network of the owner's own is; null for a built-in one, which is named by {@code architecture}
 * @param start hex SHA-256 of what the first version is to hold, the whole vector of the plan's layout as little-endian float32: values
 *        that the owner brings along; null if they follow from the plan
 */
public record ModelSpec(String architecture, List<Integer> input, int classes, List<Integer> hidden,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable NetworkSpec network,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable String start) {
    static final int MAX_WIDTH = 1 << 24;
    private static final int FEWEST_CLASSES = 2;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public ModelSpec {
        Fields.line("architecture", architecture, 1, 128);
        input = Fields.list("input", input, 1, 8);
        Fields.within("classes", classes, network == null ? FEWEST_CLASSES : network.leastClasses(),
                ModelSignature.MOST_LABELS);
        hidden = Fields.list("hidden", hidden, 0, 64);
        input.forEach(dimension -> Fields.within("input", dimension, 1, MAX_WIDTH));
        hidden.forEach(width -> Fields.within("hidden", width, 1, MAX_WIDTH));
        if (network != null && !hidden.isEmpty()) {
            throw new IllegalArgumentException("hidden must be empty beside a network of " + network.kind() + ", not "
                    + hidden);
        }
        if (start != null) {
            Sha256.requireHex("start", start);
        }
    }

    /** A network that begins as its plan says. */
    public ModelSpec(String architecture, List<Integer> input, int classes, List<Integer> hidden,
            @Nullable NetworkSpec network) {
        this(architecture, input, classes, hidden, network, null);
    }

    /** A built-in network. */
    public ModelSpec(String architecture, List<Integer> input, int classes, List<Integer> hidden) {
        this(architecture, input, classes, hidden, null, null);
    }

    /** The same network, which begins with values of this hex SHA-256. */
    public ModelSpec startingFrom(String sha256) {
        return new ModelSpec(architecture, input, classes, hidden, network, sha256);
    }

    /** Hex SHA-256 of the values that the owner brings along; empty if the first version follows from the plan. */
    public Optional<String> given() {
        return Optional.ofNullable(start);
    }

    /** What a network of the owner's own is; empty for a built-in one. */
    public Optional<NetworkSpec> own() {
        return Optional.ofNullable(network);
    }
}
