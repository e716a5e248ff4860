package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** What the one column of a chunk holds, and what follows from that for its Arrow stream. */
enum ChunkColumn {
    /** Values as they are. */
    FLOAT32(Float.BYTES, 304) {
        @Override
        ArrowType type() {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
        }

        @Override
        void checkType(FlatTable column) throws MalformedChunkException {
            FlatTable type = described(column, 3, "FloatingPoint");
            require(type.shortInt(0) == 1, "precision " + type.shortInt(0) + "; 1 (float32) is expected");
        }
    },
    /** Encoded values. */
    UINT8(Byte.BYTES, 304) {
        @Override
        ArrowType type() {
            return new ArrowType.Int(Byte.SIZE, false);
        }

        @Override
        void checkType(FlatTable column) throws MalformedChunkException {
            FlatTable type = described(column, 2, "Int");
            require(type.int32(0) == Byte.SIZE, type.int32(0) + " bits; 8 are expected");
            require(type.unsignedByte(1) == 0, "signed values; unsigned ones are expected");
        }
    };

    static final String NAME = "values";
    private static final int ALIGNMENT = 8;

    private final int width;
    private final int framing;

    ChunkColumn(int width, int framing) {
        this.width = width;
        this.framing = framing;
    }

    abstract ArrowType type();

    Schema schema() {
        return new Schema(List.of(new Field(NAME, FieldType.notNullable(type()), null)));
    }

    /** Bytes of so many values. */
    int bytes(int values) {
        return values * width;
    }

    /** The values padded to the 8 bytes that Arrow aligns to. */
    int bodyLength(int values) {
        return bytes(values) + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Bytes of a whole stream: the body, and around it the schema message, the batch's metadata and the end mark. */
    int encodedLength(int values) {
        return framing + bodyLength(values);
    }

    /** Passes the description of a column of this type. */
    abstract void checkType(FlatTable column) throws MalformedChunkException;

    /** What a column says of its type, if that has the right number in Arrow's schema files. */
    private static FlatTable described(FlatTable column, int expected, String name) throws MalformedChunkException {
        int type = column.unsignedByte(2);
        require(type == expected, "Arrow type " + type + "; " + expected + " (" + name + ") is expected");
        return column.table(3, "the column's type");
    }

    private static void require(boolean holds, String what) throws MalformedChunkException {
        if (!holds) {
            throw new MalformedChunkException(Reason.WRONG_DTYPE, "the column has " + what);
        }
    }
}
