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
    /** The operating system's. */
    Disk REAL = new RealDisk();

    /** Makes a new file, which must not be there, and opens it for writing. Follows no symbolic link. */
    FileChannel create(Path file) throws IOException;

    /** As {@link #create}; the file is readable by its owner alone (0600) from the start where the file system is POSIX. */
    FileChannel createPrivate(Path file) throws IOException;

    /** Writes all bytes. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Makes a file's bytes durable. */
    void sync(FileChannel file) throws IOException;

    /** Moves a file within one file system, atomically, over what is there. */
    void move(Path from, Path to) throws IOException;

    /** Gives a file a second name, atomically, unless a file has that name. @return whether it did */
    boolean link(Path from, Path to) throws IOException;

    /** Removes a file; none there is no error. */
    void delete(Path file) throws IOException;

    /** Makes one directory for its owner alone (0700), unless it is there. @return whether it was made */
    boolean makeDirectory(Path directory) throws IOException;

    /** Removes a directory unless something is in it. @return whether it is not there any more */
    boolean removeDirectory(Path directory) throws IOException;

    /** Makes durable which names are in a directory. */
    void syncDirectory(Path directory) throws IOException;
}
