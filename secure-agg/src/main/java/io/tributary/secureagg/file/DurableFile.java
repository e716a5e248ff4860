package io.tributary.secureagg.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Replaces files so that a crash leaves the old content or the new, never a part. One writer a file at a time. */
public final class DurableFile {
    private DurableFile() {}

    /** Writes beside the file, fsyncs, renames over it, and fsyncs the directory. */
    public static void replace(Path file, byte[] content) throws IOException {
        replace(Disk.REAL, file, content);
    }

    /** What is to be in a file that is larger than one wants to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it, from the channel's beginning. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** As {@link #replace(Path, byte[])}, piece by piece. */
    public static void replace(Path file, Content content) throws IOException {
        replace(Disk.REAL, file, content, Disk::create);
    }

    static void replace(Disk disk, Path file, byte[] content) throws IOException {
        replace(disk, file, content, Disk::create);
    }

    /** As {@link #replace(Path, byte[])}, but readable by the owner alone from the start. */
    static void replacePrivate(Disk disk, Path file, byte[] content) throws IOException {
        replace(disk, file, content, Disk::createPrivate);
    }

    private interface Creation {
        FileChannel create(Disk disk, Path file) throws IOException;
    }

    private static void replace(Disk disk, Path file, byte[] content, Creation creation) throws IOException {
        replace(disk, file, channel -> disk.write(channel, ByteBuffer.wrap(content)), creation);
    }

    private static void replace(Disk disk, Path file, Content content, Creation creation) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        disk.delete(part); // what a crash left, or a link that somebody laid there
        try (FileChannel channel = creation.create(disk, part)) {
            content.writeTo(channel);
            disk.sync(channel);
        }
        rename(disk, part, file);
    }

    /** Renames a file that is already fsynced over another of the same directory, and fsyncs the directory. */
    public static void rename(Path from, Path to) throws IOException {
        rename(Disk.REAL, from, to);
    }

    private static void rename(Disk disk, Path from, Path to) throws IOException {
        disk.move(from, to);
        disk.syncDirectory(to.toAbsolutePath().resolveSibling(""));
    }
}
