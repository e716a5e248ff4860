package io.tributary.learning.array;

import io.tributary.learning.BadExampleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file says of its array. The header is a Python literal; only the form in which NumPy writes it is read, and nothing of it is evaluated.
 *
 * @param type of a value
 * @param bigEndian whether the first byte of a value is the highest
 * @param shape dimensions, at most 8
 * @param end where the values begin
 */
record NpyHeader(NpyType type, boolean bigEndian, List<Integer> shape, int end) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 14;
    private static final int SHOWN = 60;
    private static final int MOST_DIMENSIONS = 8;
    private static final Pattern LITERAL = Pattern.compile(
            "\\{'descr': (?:'([<>|=]?)([A-Za-z][0-9]{0,6})'|(.{1,200}?)), 'fortran_order': (True|False), 'shape':"
                    + " \\(((?:[0-9]{1,10}, ?)*[0-9]{0,10})\\),? ?\\}\\s*",
            Pattern.DOTALL);

    static NpyHeader read(byte[] bytes) throws BadExampleException {
        require(bytes.length >= 10 && ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)),
                "is no .npy file: it does not begin with \\x93NUMPY");
        int version = bytes[6];
        require(version >= 1 && version <= 3, "has the version " + version + " of the format; 1 to 3 are read");
        int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        int start = MAGIC.length + 2 + lengthBytes;
        require(bytes.length >= start, "ends within its header");
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? all.getShort(8) & 0xffff : all.getInt(8) & 0xffffffffL;
        require(length <= LONGEST, "has a header of " + length + " bytes, above the limit of " + LONGEST);
        require(bytes.length >= start + length, "ends within its header");
        return parse(new String(bytes, start, (int) length, StandardCharsets.UTF_8), (int) (start + length));
    }

    private static NpyHeader parse(String text, int end) throws BadExampleException {
        Matcher parts = LITERAL.matcher(text);
        require(parts.matches(), "has a header that is not as NumPy writes it: " + excerpt(text));
        String code = parts.group(2);
        require(code == null || !code.startsWith("O"),
                "is an array of Python objects, which only running code could read; save numbers: a.astype('float32')");
        NpyType type = NpyType.of(code == null ? "" : code).orElseThrow(() -> new BadExampleException(
                "has values of the type " + (code == null ? excerpt(parts.group(3)) : code) + "; read are "
                        + String.join(", ", NpyType.codes())));
        require(parts.group(4).equals("False"),
                "is in Fortran's order; save it in C order: numpy.ascontiguousarray(a)");
        return new NpyHeader(type, ">".equals(parts.group(1)), shape(parts.group(5)), end);
    }

    private static List<Integer> shape(String text) throws BadExampleException {
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (String dimension : text.split(",", -1)) {
            if (!dimension.isBlank()) {
                long size = Long.parseLong(dimension.strip());
                require(size <= NpyArray.MOST_VALUES && count * size <= NpyArray.MOST_VALUES, "has the shape (" + text
                        + "), which has more than " + NpyArray.MOST_VALUES + " values");
                count *= size;
                shape.add((int) size);
            }
        }
        require(shape.size() <= MOST_DIMENSIONS, "has " + shape.size() + " dimensions; at most " + MOST_DIMENSIONS
                + " are read");
        return List.copyOf(shape);
    }

    /** How many values it promises. */
    long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private static String excerpt(String text) {
        String line = text.replaceAll("[^ -~]", "?").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    private static void require(boolean holds, String complaint) throws BadExampleException {
        if (!holds) {
            throw new BadExampleException(complaint);
        }
    }
}
