package io.tributary.learning.architecture;

import io.tributary.protocol.plan.ModelSpec;
import java.util.List;

/** Refuses sizes that are right for some network (a {@link ModelSpec} sees to that) but not for this one, saying which are. */
final class SpecCheck {
    static final int MAX_SIDE = 1 << 16;
    static final int MAX_VALUES = 1 << 26;
    static final int MAX_CLASSES = 1 << 16;
    static final int MAX_HIDDEN_LAYERS = 16;
    private static final String WANTED = "must have 1 to 4 dimensions of 1.." + MAX_SIDE + " and at most " + MAX_VALUES
            + " values";

    private final Architecture architecture;
    private final ModelSpec spec;

    SpecCheck(Architecture architecture, ModelSpec spec) {
        this.architecture = architecture;
        this.spec = spec;
    }

    void run() {
        require(spec.classes() <= MAX_CLASSES, "classes must be 2.." + MAX_CLASSES + ", not " + spec.classes());
        requireBounded();
        if (architecture.smallestSide() > 0) {
            requireImage(architecture.smallestSide());
        }
        requireHidden(spec.hidden());
    }

    /**
     * Refuses an input that is too large for any network.
     *
     * @throws IllegalArgumentException if it is, naming it
     */
    static void requireBounded(ModelSpec spec) {
        if (!bounded(spec.input())) {
            throw new IllegalArgumentException("input " + WANTED + ", not " + spec.input());
        }
    }

    private void requireBounded() {
        require(bounded(spec.input()), "input " + WANTED + ", for example " + architecture.usualInput() + ", not "
                + spec.input());
    }

    private static boolean bounded(List<Integer> input) {
        return input.size() <= 4 && input.stream().allMatch(d -> d <= MAX_SIDE)
                && input.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b) <= MAX_VALUES;
    }

    private void requireImage(int side) {
        List<Integer> input = spec.input();
        boolean image = input.size() == 3 && input.get(0) >= side && input.get(1) >= side;
        require(image, "input must be [height, width, channels] with height and width at least " + side
                + ", for example " + architecture.usualInput() + ", not " + input);
    }

    private void requireHidden(List<Integer> hidden) {
        if (architecture == Architecture.MLP) {
            require(hidden.size() <= MAX_HIDDEN_LAYERS && hidden.stream().allMatch(w -> w <= MAX_SIDE),
                    "hidden must be at most " + MAX_HIDDEN_LAYERS + " widths of 1.." + MAX_SIDE + ", not " + hidden);
        } else {
            require(hidden.isEmpty(), "hidden widths are fixed and must be left out (only mlp has free ones), not "
                    + hidden);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("architecture '" + architecture.specName() + "': " + message);
        }
    }
}
