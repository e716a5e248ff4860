package io.tributary.experiments.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests. */
final class IdxFiles {
    private IdxFiles() {}

    /** A file of unsigned bytes: header and values, whether they fit or not. */
    static byte[] encode(int[] sizes, byte[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        return bytes.put(values).array();
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    /** Images of 2x3 pixels whose values count up, and labels 0, 1, 2, 0, 1, ... */
    static void writePair(Path folder, String prefix, int size, boolean packed) throws IOException {
        byte[] pixels = new byte[size * 6];
        byte[] labels = new byte[size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
            labels[i / 6] = (byte) (i / 6 % 3);
        }
        write(folder, prefix + "-images-idx3-ubyte", encode(new int[] {size, 2, 3}, pixels), packed);
        write(folder, prefix + "-labels-idx1-ubyte", encode(new int[] {size}, labels), packed);
    }

    private static void write(Path folder, String name, byte[] bytes, boolean packed) throws IOException {
        Files.write(folder.resolve(name + (packed ? ".gz" : "")), packed ? gzip(bytes) : bytes);
    }
}
