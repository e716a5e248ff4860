package io.tributary.loadtest.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the figures depend on: processor, memory, disk, and how fast one core hashes and encrypts. Linux only. */
final class Machine {
    private static final int PIECE = 256 << 10;
    private static final int PIECES = 1_000;
    private static final int WARM_UP = 3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Machine() {}

    private interface Work {
        void play() throws IOException, GeneralSecurityException;
    }

    /** A few lines for the head of a report. */
    static List<String> describe(Path disk) throws IOException, GeneralSecurityException {
        return List.of(
                String.format(Locale.ROOT, "%s; %d cores of %s, %.0f GB of memory, Linux %s, JDK %s",
                        LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        Double.parseDouble(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / MEGA,
                        System.getProperty("os.version"), Runtime.version()),
                String.format(Locale.ROOT,
                        "One core: SHA-256 %.1f GB/s, AES-256-GCM %.1f GB/s, in pieces of 256 KiB. Writing 256 MB and a sync: %.0f MB/s."
                                + " Load before: %s",
                        sha256() / GIGA, gcm() / GIGA, written(disk) / MEGA,
                        Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]));
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse("?");
        }
    }

    private static double sha256() throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[PIECE];
        return bytesASecond(() -> digest.digest(piece));
    }

    private static double gcm() throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        byte[] piece = new byte[PIECE];
        byte[] sealed = new byte[PIECE + 16];
        long[] nonce = {0};
        return bytesASecond(() -> {
            cipher.init(Cipher.ENCRYPT_MODE, key,
                    new GCMParameterSpec(128, ByteBuffer.allocate(12).putLong(nonce[0]++).array()));
            cipher.doFinal(piece, 0, PIECE, sealed, 0);
        });
    }

    private static double written(Path directory) throws IOException, GeneralSecurityException {
        Path file = directory.resolve("written");
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long began = System.nanoTime();
            for (int i = 0; i < PIECES; i++) {
                channel.write(piece.clear());
            }
            channel.force(true);
            return (double) PIECE * PIECES / (System.nanoTime() - began) * GIGA;
        } finally {
            Files.delete(file);
        }
    }

    private static double bytesASecond(Work work) throws IOException, GeneralSecurityException {
        double best = 0;
        for (int i = 0; i <= WARM_UP; i++) {
            long began = System.nanoTime();
            for (int piece = 0; piece < PIECES; piece++) {
                work.play();
            }
            best = Math.max(best, (double) PIECE * PIECES / (System.nanoTime() - began) * GIGA);
        }
        return best;
    }
}
