package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import java.util.List;

/**
 * Which network, and its sizes.
 *
 * @param architecture {@code cnn}, {@code fedavg-cnn}, {@code linear}, {@code mlp}, or a name the device's own trainer knows;
 *        1..128 characters
 * @param input shape of one example, 1..8 dimensions of 1..2^24, for images height, width, channels
 * @param classes number of classes, 2..65536
 * @param hidden 0..64 widths of 1..2^24 of hidden layers where the architecture has free ones ({@code mlp}), else empty
 */
public record ModelSpec(String architecture, List<Integer> input, int classes, List<Integer> hidden) {
    static final int MAX_WIDTH = 1 << 24;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public ModelSpec {
        Fields.line("architecture", architecture, 1, 128);
        input = Fields.list("input", input, 1, 8);
        Fields.within("classes", classes, 2, ModelSignature.MOST_LABELS);
        hidden = Fields.list("hidden", hidden, 0, 64);
        input.forEach(dimension -> Fields.within("input", dimension, 1, MAX_WIDTH));
        hidden.forEach(width -> Fields.within("hidden", width, 1, MAX_WIDTH));
    }
}
