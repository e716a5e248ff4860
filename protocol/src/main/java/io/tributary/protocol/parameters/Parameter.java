package io.tributary.protocol.parameters;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tributary.protocol.Fields;
import io.tributary.protocol.WireWord;
import java.util.List;

/**
 * One named tensor of a model: its name, whether training moves it, and its row-major shape.
 *
 * @param name 1..128 characters, unique in its layout
 * @param role what is done to it in a round
 * @param shape 0..8 dimensions, each 1..2^30; empty for a scalar
 */
public record Parameter(String name, Role role, List<Integer> shape) {
    /** What a tensor is for. */
    public enum Role implements WireWord {
        /** Moved by training; the server optimizer applies. */
        TRAINABLE,
        /** Running statistics and the like; takes the weighted mean and no server optimizer. */
        BUFFER,
        /** A control variate of SCAFFOLD: no part of the network, but travels, is stored and versioned with it. */
        CONTROL,
        /** Part of the network that a run leaves as it is: travels down, never up. */
        FROZEN;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Role of(String code) {
            return Fields.word("role", Role.class, code);
        }
    }

    static final int MAX_RANK = 8;
    static final int MAX_NAME = 128;

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if the name or a dimension is out of range, or the size overflows
     */
    public Parameter {
        shape = List.copyOf(shape);
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "parameter name must have 1.." + MAX_NAME + " characters: '" + name + "'");
        }
        if (shape.size() > MAX_RANK) {
            throw new IllegalArgumentException(name + ": rank " + shape.size() + " is above " + MAX_RANK);
        }
        sizeOf(name, shape);
    }

    /** Number of float32 values: the product of the dimensions, 1 for a scalar. */
    public int size() {
        return sizeOf(name, shape);
    }

    private static int sizeOf(String name, List<Integer> shape) {
        int size = 1;
        for (int dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException(name + ": dimensions must be at least 1, found " + shape);
            }
            try {
                size = Math.multiplyExact(size, dimension);
            } catch (ArithmeticException overflow) {
                throw new IllegalArgumentException(name + ": the size of " + shape + " overflows 2^31 - 1", overflow);
            }
        }
        return size;
    }
}
