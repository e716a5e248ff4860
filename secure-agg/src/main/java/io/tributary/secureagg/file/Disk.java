package io.tributary.secureagg.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The steps of changing files. What a step did survives a power loss only after its file and its directory were synced; a test
 * puts a disk here that fails at a step. Thread-safe.
 */
public interface Disk {
    /** The operating system's. Files are readable by their owner alone where the file system knows owners (POSIX). */
    Disk REAL = new RealDisk();

    /** Makes a new file and opens it for writing. */
    FileChannel create(Path file) throws IOException;

    /** Writes all bytes. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Makes a file's bytes durable. */
    void sync(FileChannel file) throws IOException;

    /** Moves a file within one file system, atomically, over what is there. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file; none there is no error. */
    void delete(Path file) throws IOException;

    /** Makes one directory, unless it is there. @return whether it was made */
    boolean makeDirectory(Path directory) throws IOException;

    /** Makes durable which names are in a directory. */
    void syncDirectory(Path directory) throws IOException;
}
