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
        Path part = file.resolveSibling(file.getFileName() + ".part");
        disk.delete(part); // what a crash left, or a link that somebody laid there
        try (FileChannel channel = creation.create(disk, part)) {
            disk.write(channel, ByteBuffer.wrap(content));
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
