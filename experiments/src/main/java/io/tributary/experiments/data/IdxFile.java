package io.tributary.experiments.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of unsigned bytes in the IDX format of the MNIST database, gzip or plain: two zero bytes, the type 8, the number of
 * dimensions, each dimension as a big-endian int, the values. What the header promises is bounded before it is read, and memory
 * is taken only as bytes arrive.
 *
 * @param path the file
 * @param sizes its dimensions, the first one counts the examples
 * @param values row-major
 */
record IdxFile(Path path, int[] sizes, byte[] values) {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final int GZIP = 0x1f8b;
    private static final long MAX_VALUES = 1L << 30;

    /** Reads a whole file that must have so many dimensions. */
    static IdxFile read(Path path, int dimensions) throws DataException {
        try (InputStream raw = Files.newInputStream(path);
                DataInputStream in = new DataInputStream(new BufferedInputStream(unpacked(raw)))) {
            return new Reader(path, in).read(dimensions);
        } catch (EOFException | ZipException damaged) {
            throw new DataException(path + ": damaged or cut short: " + damaged.getMessage(), damaged);
        } catch (IOException unreadable) {
            throw new DataException(path + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private record Reader(Path path, DataInputStream in) {
        IdxFile read(int dimensions) throws IOException, DataException {
            int magic = int32("its magic number");
            int wanted = UNSIGNED_BYTES << 8 | dimensions;
            require(magic == wanted,
                    String.format("the magic number is 0x%08x, but an IDX file of unsigned bytes with %d"
                            + " dimensions begins with 0x%08x", magic, dimensions, wanted));
            int[] sizes = new int[dimensions];
            long promised = 1;
            for (int i = 0; i < dimensions; i++) {
                sizes[i] = int32("its dimensions");
                require(sizes[i] >= 1 && sizes[i] <= MAX_VALUES / promised, "dimension " + (i + 1) + " is " + sizes[i]
                        + "; each must be at least 1, and all values at most " + MAX_VALUES);
                promised *= sizes[i];
            }
            byte[] values = in.readNBytes((int) promised);
            require(values.length == promised, "it ends after " + values.length + " values, but its dimensions "
                    + Arrays.toString(sizes) + " promise " + promised);
            require(in.read() < 0, "there is more in it than its dimensions " + Arrays.toString(sizes) + " promise");
            return new IdxFile(path, sizes, values);
        }

        private int int32(String what) throws IOException, DataException {
            byte[] bytes = in.readNBytes(Integer.BYTES);
            require(bytes.length == Integer.BYTES, "it ends before " + what);
            return (bytes[0] << 24) | ((bytes[1] & 0xff) << 16) | ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        }

        private void require(boolean holds, String complaint) throws DataException {
            if (!holds) {
                throw new DataException(path + ": " + complaint);
            }
        }
    }
}
