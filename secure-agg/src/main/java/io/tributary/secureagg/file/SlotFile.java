package io.tributary.secureagg.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A small text that is rewritten often, in two slots of {@value #SLOT} bytes by turns, each write synced: a crash at any point leaves
 * the text before in one slot. Which slot holds the newer text, and whether it is whole, is for the reader to know. Readable by its
 * owner alone. One writer at a time.
 */
public final class SlotFile implements AutoCloseable {
    /** Bytes of a slot: a text may have one less. */
    public static final int SLOT = 4096;

    private final FileChannel channel;
    private int next;

    private SlotFile(FileChannel channel, int next) {
        this.channel = channel;
        this.next = next;
    }

    /**
     * The texts of both slots, in the order of the slots; empty where nothing was written, or what is there is no ASCII text.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<String> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(2 * SLOT);
            return List.of(text(bytes, 0), text(bytes, SLOT));
        }
    }

    private static String text(byte[] bytes, int from) {
        int to = Math.min(bytes.length, from + SLOT);
        return from >= to ? "" : new String(bytes, from, to - from, StandardCharsets.US_ASCII).strip();
    }

    /** Writes a new file, over one that is there, with this text in both slots. */
    public static void make(Path file, String text) throws IOException {
        byte[] slot = padded(text);
        byte[] both = Arrays.copyOf(slot, 2 * SLOT);
        System.arraycopy(slot, 0, both, SLOT, SLOT);
        DurableFile.replacePrivate(Disk.REAL, file, both);
    }

    /**
     * Opens a file to be rewritten.
     *
     * @param newest the slot that holds the newest text, 0 or 1: it is overwritten last
     */
    public static SlotFile open(Path file, int newest) throws IOException {
        return new SlotFile(FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), 1 - newest);
    }

    /**
     * Writes a text over the older one, durably.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(padded(text));
        long at = (long) next * SLOT;
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        channel.force(false);
        next = 1 - next;
    }

    private static byte[] padded(String text) {
        byte[] written = text.getBytes(StandardCharsets.US_ASCII);
        if (written.length >= SLOT) {
            throw new IllegalArgumentException("a text of " + written.length + " bytes; a slot has " + SLOT);
        }
        byte[] slot = new byte[SLOT];
        Arrays.fill(slot, (byte) ' ');
        System.arraycopy(written, 0, slot, 0, written.length);
        slot[SLOT - 1] = '\n';
        return slot;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
