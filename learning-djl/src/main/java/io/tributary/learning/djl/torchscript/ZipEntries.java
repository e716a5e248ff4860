package io.tributary.learning.djl.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The entries of a zip file, by the directory at its end: each within the file, none over another, and of the size and checksum that the
 * directory says. Only text may be compressed.
 */
final class ZipEntries {
    private static final int MOST_ENTRIES = 16_384;
    private static final int LONGEST_NAME = 512;
    private static final int MOST_INFLATED = 8 << 20;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;

    private final ByteBuffer file;
    private final Map<String, ByteBuffer> entries = new LinkedHashMap<>();
    private final List<int[]> places = new ArrayList<>();
    private int inflated;

    private ZipEntries(byte[] bytes) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What an entry's header in the directory says. */
    private record Header(String name, int flags, int method, int crc, int packed, int size, int local) {}

    /**
     * Reads all entries.
     *
     * @return their bytes by name, in the order of the directory; those of entries that are not compressed are parts of the array given
     * @throws ScriptException if the file is cut short, or says of itself what is not so
     */
    static Map<String, ByteBuffer> read(byte[] bytes) {
        ZipEntries zip = new ZipEntries(bytes);
        try {
            zip.readAll();
        } catch (IndexOutOfBoundsException outside) {
            throw new ScriptException("its directory of entries points outside the file, which has " + bytes.length
                    + " bytes; it is cut short or damaged");
        }
        return zip.entries;
    }

    private void readAll() {
        int end = file.capacity() - END_BYTES;
        if (end < 0 || file.getInt(end) != END) {
            throw new ScriptException("it does not end as a zip archive does; it is cut short, or not what"
                    + " torch.jit.save writes");
        }
        int count = file.getShort(end + 10) & 0xFFFF;
        if (count > MOST_ENTRIES) {
            throw new ScriptException("it has " + count + " entries; at most " + MOST_ENTRIES + " are read");
        }
        int at = position(file.getInt(end + 16));
        for (int i = 0; i < count; i++) {
            at = entry(at);
        }
        requireApart();
    }

    private int entry(int at) {
        if (file.getInt(at) != ENTRY) {
            throw new ScriptException(
                    "its directory has no entry at byte " + at + ", where one should be; it is damaged");
        }
        int nameLength = file.getShort(at + 28) & 0xFFFF;
        Header header = new Header(name(at + ENTRY_BYTES, nameLength), file.getShort(at + 8), file.getShort(at + 10),
                file.getInt(at + 16), position(file.getInt(at + 20)), position(file.getInt(at + 24)),
                position(file.getInt(at + 42)));
        if (entries.put(header.name(), content(header)) != null) {
            throw new ScriptException("it has two entries " + header.name());
        }
        return at + ENTRY_BYTES + nameLength + (file.getShort(at + 30) & 0xFFFF) + (file.getShort(at + 32) & 0xFFFF);
    }

    private String name(int at, int length) {
        if (length == 0 || length > LONGEST_NAME) {
            throw new ScriptException("the name of an entry has " + length + " bytes, where 1 to " + LONGEST_NAME
                    + " are possible");
        }
        return StandardCharsets.UTF_8.decode(file.slice(at, length)).toString();
    }

    private static int position(int number) {
        if (number < 0) {
            throw new ScriptException("an entry of its directory points beyond 2 GiB; no such file is read");
        }
        return number;
    }

    private ByteBuffer content(Header header) {
        if (file.getInt(header.local()) != LOCAL || (header.flags() & ENCRYPTED) != 0) {
            throw new ScriptException("entry " + header.name() + " has no header of its own, or is encrypted");
        }
        int begin = header.local() + LOCAL_BYTES + (file.getShort(header.local() + 26) & 0xFFFF)
                + (file.getShort(header.local() + 28) & 0xFFFF);
        ByteBuffer packed = file.slice(begin, header.packed());
        places.add(new int[] {header.local(), begin + header.packed()});
        ByteBuffer content = header.method() == DEFLATED ? inflate(header, packed) : stored(header, packed);
        CRC32 sum = new CRC32();
        sum.update(content.duplicate());
        if ((int) sum.getValue() != header.crc()) {
            throw new ScriptException("entry " + header.name() + " has another checksum than its directory says");
        }
        return content;
    }

    private static ByteBuffer stored(Header header, ByteBuffer packed) {
        if (header.method() != 0 || header.packed() != header.size()) {
            throw new ScriptException("entry " + header.name() + " is packed by method " + header.method() + " into "
                    + header.packed() + " bytes of " + header.size() + "; only stored and deflated ones are read");
        }
        return packed;
    }

    private ByteBuffer inflate(Header header, ByteBuffer packed) {
        inflated += Math.min(header.size(), MOST_INFLATED + 1);
        if (inflated > MOST_INFLATED) {
            throw new ScriptException("entry " + header.name() + " grows to " + header.size()
                    + " bytes; compressed entries may have " + MOST_INFLATED + " together");
        }
        Inflater inflater = new Inflater(true);
        try {
            byte[] bytes = new byte[header.size()];
            inflater.setInput(packed);
            int length = 0;
            int step = 1;
            while (step > 0 && length < bytes.length) {
                step = inflater.inflate(bytes, length, bytes.length - length);
                length += step;
            }
            if (length != bytes.length || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
                throw new ScriptException("entry " + header.name() + " does not grow to the " + header.size()
                        + " bytes that its directory says");
            }
            return ByteBuffer.wrap(bytes);
        } catch (DataFormatException damaged) {
            throw new ScriptException("entry " + header.name() + " is damaged: " + damaged.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void requireApart() {
        places.sort((one, other) -> Integer.compare(one[0], other[0]));
        for (int i = 1; i < places.size(); i++) {
            if (places.get(i)[0] < places.get(i - 1)[1]) {
                throw new ScriptException("two of its entries share the bytes from " + places.get(i)[0] + " on");
            }
        }
    }
}
