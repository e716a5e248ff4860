package io.tributary.loadtest.large;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at the size of a directory again and again, from a thread of its own, and remembers the largest. */
final class DirectoryWatch implements AutoCloseable {
    private static final int PACE_MILLIS = 100;
    private final Path directory;
    private final AtomicLong peak = new AtomicLong();
    private final Thread thread;

    DirectoryWatch(Path directory) {
        this.directory = directory;
        this.thread = Thread.ofPlatform().daemon().name("directory-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                peak.accumulateAndGet(size(directory), Math::max);
                TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            throw new IllegalStateException("looking at " + directory, broken);
        }
    }

    /** Bytes of all files below a directory; one that goes meanwhile does not count. */
    static long size(Path directory) throws IOException {
        AtomicLong size = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return size.get();
    }

    /** The largest size seen, in bytes. */
    long peakBytes() {
        return peak.get();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
