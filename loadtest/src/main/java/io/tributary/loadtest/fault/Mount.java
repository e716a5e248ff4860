package io.tributary.loadtest.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system that scenarios may fill or take the power from. Needs the right to mount. One thread. */
final class Mount implements AutoCloseable {
    private static final String MEMORY_SIZE = "64m";
    private static final String DISK_SIZE = "256M";
    private final List<String> command;
    private final Path place;
    private boolean mounted;

    private Mount(Path place, List<String> arguments) throws IOException {
        this.place = Files.createDirectories(place);
        this.command = new ArrayList<>(List.of("mount"));
        command.addAll(arguments);
        command.add(place.toString());
        mount();
    }

    /** A small one in memory. */
    static Mount memory(Path place) throws IOException {
        return new Mount(place, List.of("-t", "tmpfs", "-o", "size=" + MEMORY_SIZE, "tmpfs"));
    }

    /** An ext4 in a file. */
    static Mount disk(Path file, Path place) throws IOException {
        run(List.of("truncate", "-s", DISK_SIZE, file.toString()));
        run(List.of("mkfs.ext4", "-q", "-F", file.toString()));
        return new Mount(place, List.of("-o", "loop", file.toString()));
    }

    Path place() {
        return place;
    }

    void mount() throws IOException {
        run(command);
        mounted = true;
    }

    /** Nobody may have a file of it open. */
    void unmount() throws IOException {
        run(List.of("umount", place.toString()));
        mounted = false;
    }

    private static void run(List<String> command) throws IOException {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code + "; this scenario needs root");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted at " + String.join(" ", command), stopped);
        }
    }

    /** Unmounts, whoever still uses it. */
    @Override
    public void close() throws IOException {
        if (mounted) {
            run(List.of("umount", "-l", place.toString()));
            mounted = false;
        }
    }
}
