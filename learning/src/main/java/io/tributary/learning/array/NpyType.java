package io.tributary.learning.array;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Types of values that are read, as NumPy abbreviates them without the order of bytes. */
enum NpyType {
    BOOL("b1", 1) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.get(at);
        }
    },
    UINT8("u1", 1) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.get(at) & 0xff;
        }
    },
    INT8("i1", 1) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.get(at);
        }
    },
    INT16("i2", 2) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.getShort(at);
        }
    },
    INT32("i4", 4) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.getInt(at);
        }
    },
    INT64("i8", 8) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.getLong(at);
        }
    },
    FLOAT32("f4", 4) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.getFloat(at);
        }
    },
    FLOAT64("f8", 8) {
        @Override
        double number(ByteBuffer values, int at) {
            return values.getDouble(at);
        }
    };

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The value at a place in bytes. */
    abstract double number(ByteBuffer values, int at);

    /** Whether its values may have a fraction. */
    boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** Bytes of a value. */
    int bytes() {
        return bytes;
    }

    static Optional<NpyType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(type -> type.code).toList();
    }
}
