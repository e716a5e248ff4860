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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small text that is rewritten often, in two slots of {@value #SLOT} bytes by turns, each write synced: a crash at any point leaves
 * the text before in one slot. Which slot holds the newer text, and whether it is whole, is for the reader to know. Readable by its
 * owner alone. One writer at a time.
 */
public final class SlotFile implements AutoCloseable {
    /** Bytes of a slot: a text may have one less. */
    public static final int SLOT = 4096;

    private final FileChannel channel;
    private final @Nullable Object identity;

    private SlotFile(FileChannel channel, @Nullable Object identity) {
        this.channel = channel;
        this.identity = identity;
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

    /** Opens a file to be rewritten. Follows no symbolic link. */
    public static SlotFile open(Path file) throws IOException {
        return new SlotFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS), identity(file));
    }

    /** Whether the path still leads to the file that was opened: it was not deleted, nor another put in its place. */
    public boolean isStillAt(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identity(file));
    }

    /** Device and inode; null where the file system has none. */
    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }

    /** The texts of both slots now, as {@link #read(Path)} has them. */
    public List<String> read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * SLOT);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        byte[] there = Arrays.copyOf(bytes.array(), bytes.position());
        return List.of(text(there, 0), text(there, SLOT));
    }

    /**
     * Writes a text over a slot, durably: over that of the older text, or a torn write leaves none.
     *
     * @param slot 0 or 1
     * @throws IllegalArgumentException if it is too long
     */
    public void write(int slot, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(padded(text));
        long at = (long) slot * SLOT;
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        channel.force(false);
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
