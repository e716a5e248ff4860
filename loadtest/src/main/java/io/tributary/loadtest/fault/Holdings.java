package io.tributary.loadtest.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a coordinator holds, as Linux tells it.
 *
 * @param residentBytes memory that is resident now
 * @param openFiles descriptors, sockets among them
 * @param entries files and directories of its state
 * @param bytes in those files
 */
record Holdings(long residentBytes, long openFiles, long entries, long bytes) {
    private static final int KIB = 1024;

    static Holdings of(long pid, Path state) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        AtomicLong entries = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(state, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                entries.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                entries.incrementAndGet();
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // a round ends while this counts
            }
        });
        return new Holdings(resident(process), openFiles(process), entries.get(), bytes.get());
    }

    static long resident(Path process) throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return KIB * lines.filter(line -> line.startsWith("VmRSS:")).map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong).findFirst().orElseThrow();
        }
    }

    private static long openFiles(Path process) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
