package io.tributary.protocol.plan;

import java.util.List;

/**
 * Which network, and its sizes.
 *
 * @param architecture {@code cnn}, {@code fedavg-cnn}, {@code linear}, {@code mlp}, or a name the device's own trainer knows
 * @param input shape of one example, for images height, width, channels
 * @param classes number of classes, at least 2
 * @param hidden widths of hidden layers where the architecture has free ones ({@code mlp}), else empty
 */
public record ModelSpec(String architecture, List<Integer> input, int classes, List<Integer> hidden) {
    /** Copies the lists. */
    public ModelSpec {
        input = List.copyOf(input);
        hidden = List.copyOf(hidden);

    }
}
