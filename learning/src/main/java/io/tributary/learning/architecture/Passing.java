package io.tributary.learning.architecture;

import java.util.List;

/** The shape of what passes from one layer to the next, for one example. Immutable. */
sealed interface Passing {
    /** What an input of this shape is: an image if it has three dimensions, a row if it has one. */
    static Passing of(List<Integer> input) {
        return switch (input.size()) {
            case 1 -> new Row(input.get(0));
            case 3 -> new Image(input.get(2), input.get(0), input.get(1));
            default -> new Other(input);
        };
    }

    /** Number of values; may be beyond what an int holds. */
    long values();

    /** What it is, for messages. */
    String words();

    /** Channels of height x width. */
    record Image(int channels, int height, int width) implements Passing {
        @Override
        public long values() {
            return (long) channels * height * width;
        }

        @Override
        public String words() {
            return (channels == 1 ? "1 channel" : channels + " channels") + " of " + height + "x" + width;
        }
    }

    /** Values side by side. */
    record Row(int width) implements Passing {
        @Override
        public long values() {
            return width;
        }

        @Override
        public String words() {
            return width == 1 ? "a row of 1 value" : "a row of " + width + " values";
        }
    }

    /** Anything else: it can only be flattened. */
    record Other(List<Integer> shape) implements Passing {
        @Override
        public long values() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        }

        @Override
        public String words() {
            return "values of the shape " + shape;
        }
    }
}
