package io.tributary.secureagg.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose files appear whole and durable, or not at all: written aside under {@code ~unfinished}, synced, then moved to
 * their place. One process uses a tree at a time; a second one that opens it makes the first one's unfinished writes fail.
 * Thread-safe.
 */
public final class DurableTree {
    private static final String UNFINISHED = "~unfinished";

    private static final int MOST_REMEMBERED = 10_000;

    private final Set<Path> durable = ConcurrentHashMap.newKeySet();
    /** Held to remove a directory; shared while a file moves into one, which must not go meanwhile. */
    private final ReentrantReadWriteLock directories = new ReentrantReadWriteLock();
    private final Path root;
    private final Disk disk;

    private DurableTree(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** Opens a tree, made if it is not there, and removes what unfinished writes left. */
    public static DurableTree open(Path root, Disk disk) throws IOException {
        DurableTree tree = new DurableTree(root.toAbsolutePath().normalize(), disk);
        Path unfinished = tree.root.resolve(UNFINISHED);
        makeDirectories(unfinished, disk);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(unfinished)) {
            for (Path file : left) {
                disk.delete(file);
            }
        }
        return tree;
    }

    /** A tree as it is, for whoever only looks at it: nothing is made and nothing is removed. */
    public static DurableTree reading(Path root) {
        return new DurableTree(root.toAbsolutePath().normalize(), Disk.REAL);
    }

    /**
     * Makes a directory and all above it, durably. Those that are there are synced too, as far as this process may read them:
     * whoever made them may not have done so.
     *
     * @param directory absolute and normalized
     */
    public static void makeDirectories(Path directory, Disk disk) throws IOException {
        Path above = directory.getParent();
        if (above == null) {
            return;
        }
        makeDirectories(above, disk);
        if (!Files.isDirectory(directory)) {
            disk.makeDirectory(directory);
        }
        if (Files.isReadable(above)) {
            disk.syncDirectory(above);
        }
    }

    /** Where a file of this relative path is or would be. */
    public Path place(String relative) {
        return root.resolve(relative);
    }

    /** A path for a file that is being written. */
    public Path aside() {
        return root.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
    }

    /** What the tree stands on. */
    public Disk disk() {
        return disk;
    }

    /** Syncs and closes a file that was written aside, then moves it to its place, durably. */
    public void finish(FileChannel file, Path aside, Path place) throws IOException {
        try (file) {
            disk.sync(file);
        }
        directories.readLock().lock();
        try {
            make(directory(place));
            disk.move(aside, place);
            disk.syncDirectory(directory(place));
        } finally {
            directories.readLock().unlock();
        }
    }

    /**
     * As {@link #finish}, unless there is a file in its place, which stays and is made durable.
     *
     * @return whether it was moved there
     */
    public boolean finishIfAbsent(FileChannel file, Path aside, Path place) throws IOException {
        try (file) {
            disk.sync(file);
        }
        directories.readLock().lock();
        try {
            make(directory(place));
            boolean linked = disk.link(aside, place);
            disk.delete(aside);
            disk.syncDirectory(directory(place));
            return linked;
        } finally {
            directories.readLock().unlock();
        }
    }

    /**
     * Makes a finished file durable whose mover may have been killed before he had synced its directories.
     *
     * @return whether it is there
     */
    public boolean keep(Path place) throws IOException {
        directories.readLock().lock();
        try {
            if (!Files.isRegularFile(place)) {
                return false;
            }
            make(directory(place));
            disk.syncDirectory(directory(place));
            return true;
        } finally {
            directories.readLock().unlock();
        }
    }

    /** Removes a file, durably; none there is no error. Syncs even then: an earlier removal may not be durable yet. */
    public void delete(Path place) throws IOException {
        disk.delete(place);
        if (Files.isDirectory(directory(place))) {
            disk.syncDirectory(directory(place));
        }
    }

    /**
     * Removes a file as {@link #delete} does, and with it the directories, up to the root of the tree, that are empty without it.
     */
    public void deleteAndPrune(Path place) throws IOException {
        disk.delete(place);
        syncLowest(prune(directory(place)));
    }

    /** Syncs a directory, or the lowest above it that is there: another thread may have removed the last file of it meanwhile. */
    private void syncLowest(Path directory) throws IOException {
        try {
            disk.syncDirectory(directory);
        } catch (NoSuchFileException gone) {
            if (directory.equals(root)) {
                throw gone;
            }
            syncLowest(directory(directory));
        }
    }

    /**
     * Removes a directory with all that is in it, and the empty ones above it, durably; none there is no error. A file that comes
     * meanwhile may stay. What is below a directory that is gone is gone, so that only the one that is left is synced.
     */
    public void deleteAll(Path directory) throws IOException {
        if (Files.isRegularFile(directory)) {
            return; // a file of that name has nothing below it
        }
        if (Files.isDirectory(directory)) {
            Files.walkFileTree(directory, new Removal());
        }
        syncLowest(prune(directory));
    }

    private final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            disk.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // somebody else removed it
            }
            throw failed;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
            if (failed != null) {
                throw failed;
            }
            removeIfEmpty(directory);
            return FileVisitResult.CONTINUE;
        }
    }

    /** Removes a directory and those above it as far as they are empty. @return the lowest that is left */
    private Path prune(Path directory) throws IOException {
        Path left = directory;
        while (!left.equals(root) && removeIfEmpty(left)) {
            left = directory(left);
        }
        return left;
    }

    private boolean removeIfEmpty(Path directory) throws IOException {
        directories.writeLock().lock();
        try {
            durable.remove(directory); // before it is gone: who makes it again must sync it again
            return disk.removeDirectory(directory);
        } finally {
            directories.writeLock().unlock();
        }
    }

    /**
     * Syncs also a directory that is there, the first time that this process meets it: whoever made it, another thread or a process
     * that was killed, may not have done so.
     */
    private void make(Path directory) throws IOException {
        if (directory.equals(root)) {
            return;
        }
        make(directory(directory));
        if (disk.makeDirectory(directory) || !durable.contains(directory)) {
            disk.syncDirectory(directory(directory));
            remember(directory);
        }
    }

    private void remember(Path directory) {
        if (durable.size() >= MOST_REMEMBERED) {
            durable.clear();
        }
        durable.add(directory);
    }

    private static Path directory(Path place) {
        return Objects.requireNonNull(place.getParent(), "a path within the tree");
    }
}
