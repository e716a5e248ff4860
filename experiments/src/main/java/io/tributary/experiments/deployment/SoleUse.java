package io.tributary.experiments.deployment;

import io.tributary.secureagg.file.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits until a directory is nobody else's. A sibling of a run that was killed notices that a little later, and ends; its successor waits for it. */
final class SoleUse {
    private static final int SECONDS = 60;
    private static final long PAUSE_MILLIS = 200;

    private SoleUse() {}

    /** Takes a directory for as long as this process lives. */
    static void of(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Optional<DirectoryLock> lock = DirectoryLock.tryTake(directory);
        while (lock.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IOException(directory + " is still in use by another process after " + SECONDS + " s");
            }
            Thread.sleep(PAUSE_MILLIS);
            lock = DirectoryLock.tryTake(directory);
        }
    }
}
