package io.tributary.learning.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes .npy files for tests. */
final class Npys {
    private Npys() {}

    static byte[] encode(String type, String fortran, String shape, byte[] values) {
        return header("{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }", values);
    }

    static byte[] header(String literal, byte[] values) {
        byte[] text = (literal + " ".repeat(63) + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + text.length + values.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length).put(text)
                .put(values).array();
    }
}
