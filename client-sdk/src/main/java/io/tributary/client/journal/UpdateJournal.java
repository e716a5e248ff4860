package io.tributary.client.journal;

import io.tributary.client.trust.DurableFile;
import io.tributary.protocol.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The sealed updates of a device, written before their first byte leaves it. Holds one at a time. Used by one thread.
 */
public final class UpdateJournal {
    private static final int BUFFER = 64 * 1024;
    private final Path directory;

    /** Writes an update's bytes. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of them, in order. */
        void writeTo(OutputStream out) throws IOException;
    }

    private UpdateJournal(Path directory) {
        this.directory = directory;
    }

    /**
     * The journal below a client's directory, emptied: an update of an earlier life of this process is not resumed.
     *
     * @throws IOException if the disk fails
     */
    public static UpdateJournal open(Path directory) throws IOException {
        UpdateJournal journal = new UpdateJournal(directory.resolve("journal"));
        Files.createDirectories(journal.directory);
        journal.clear();
        return journal;
    }

    /**
     * Writes an update under a fresh upload id, and fsyncs it.
     *
     * @throws IOException if the disk fails
     */
    public SealedUpdate write(Content content) throws IOException {
        String uploadId = UUID.randomUUID().toString();
        Path file = directory.resolve(uploadId + ".sealed");
        MessageDigest digest = Sha256.algorithm();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
            DurableFile.forceDirectory(directory);
            return new SealedUpdate(uploadId, file, channel.size(), Sha256.finish(digest).hex());
        }
    }

    /**
     * Deletes what is in it: the update was acknowledged, or its round is over.
     *
     * @throws IOException if the disk fails
     */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
