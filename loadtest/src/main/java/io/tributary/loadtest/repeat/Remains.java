package io.tributary.loadtest.repeat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds at a moment.
 *
 * @param threads live platform threads
 * @param sockets open sockets, listening ones included
 * @param residentBytes resident memory
 * @param heapBytes heap in use after a collection
 * @param temporaryFiles entries of the temporary folder
 */
record Remains(int threads, long sockets, long residentBytes, long heapBytes, long temporaryFiles) {
    private static final int KIB = 1024;

    static Remains now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Remains(Thread.getAllStackTraces().size(), countSockets(), resident(),
                runtime.totalMemory() - runtime.freeMemory(), countTemporaryFiles());
    }

    private static long countSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Remains::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException _) {
            return false; // closed since it was listed: the listing's own descriptor is one such
        }
    }

    private static long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return KIB * lines.filter(line -> line.startsWith("VmRSS:")).map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong).findFirst().orElseThrow();
        }
    }

    private static long countTemporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.count();
        }
    }
}
