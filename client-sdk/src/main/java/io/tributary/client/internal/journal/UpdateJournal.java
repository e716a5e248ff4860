package io.tributary.client.internal.journal;

import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sealed update of a device and what its report needs, durable before the first byte leaves, so that a killed device goes
 * on with it. Holds one at a time, and remembers for which round the last one was sealed: no second one is made for
 * that round. Used by one thread.
 */
public final class UpdateJournal {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateJournal.class);
    private final Path directory;
    private final RecordFile record;
    private Optional<SealedUpdate> last = Optional.empty();

    /** Writes an update's bytes. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of them, in order and in large pieces, each of which goes to the disk; nothing is kept if it fails. */
        void writeTo(OutputStream out) throws RejectedException, IOException;
    }

    private UpdateJournal(Path directory, RecordFile record) {
        this.directory = directory;
        this.record = record;
    }

    /**
     * The journal below a client's directory, with what was left in it when the client ended.
     *
     * @param device whose it is: another device's record is not read
     * @param keys whose offers are trusted
     * @param discarded hears why what was left is of no use, if it is
     * @throws IOException if the disk fails, or the journal's key file holds no key
     */
    public static UpdateJournal open(Path home, String device, PinnedKeys keys, Consumer<RejectedException> discarded)
            throws IOException {
        Path directory = home.resolve("journal");
        Files.createDirectories(directory);
        UpdateJournal journal =
                new UpdateJournal(directory, RecordFile.open(home, directory.resolve("update"), device));
        try {
            journal.recall(keys);
        } catch (RejectedException useless) {
            LOG.warn("the sealed update in {} is discarded: {}", directory, useless.getMessage());
            discarded.accept(useless);
            journal.spend();
        }
        journal.tidy();
        return journal;
    }

    private void recall(PinnedKeys keys) throws RejectedException, IOException {
        Optional<JournalRecord> left = record.read();
        if (left.isPresent()) {
            SealedUpdate update = left.get().update(keys, file(left.get().uploadId()));
            last = Optional.of(update);
            if (Files.exists(update.file())) {
                requireWhole(update);
            }
        }
    }

    private static void requireWhole(SealedUpdate update) throws RejectedException, IOException {
        MessageDigest digest = Sha256.algorithm();
        try (InputStream in = new DigestInputStream(Files.newInputStream(update.file()), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        String found = Sha256.finish(digest).hex();
        if (!found.equals(update.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH, update.file() + " has the SHA-256 " + found
                    + " where the journal's record says " + update.sha256());
        }
    }

    /** Deletes all but the record and its ciphertext: what was cut off by an end of the process, and what is discarded. */
    private void tidy() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean known = last.isPresent()
                        && (file.equals(record.file()) || file.equals(last.get().file()));
                if (!known) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path file(String uploadId) {
        return directory.resolve(uploadId + ".sealed");
    }

    /**
     * Writes an update under a fresh upload id, and fsyncs it, then its record.
     *
     * @throws RejectedException if the content refuses to be written
     * @throws IOException if the disk fails
     * @throws IllegalStateException if one was sealed for this round before
     */
    public SealedUpdate write(Verified<RoundOffer> offer, SealedUpdate.Outcome outcome, Content content)
            throws RejectedException, IOException {
        if (sealedFor(offer.content())) {
            throw new IllegalStateException("an update was sealed for round " + offer.content().round() + " before");
        }
        spend();
        SealedUpdate update = seal(offer, outcome, content);
        record.replace(JournalRecord.of(update));
        last = Optional.of(update);
        return update;
    }

    private SealedUpdate seal(Verified<RoundOffer> offer, SealedUpdate.Outcome outcome, Content content)
            throws RejectedException, IOException {
        String uploadId = UUID.randomUUID().toString();
        Path file = file(uploadId);
        try (FileChannel channel = Disk.REAL.create(file); HashedFile out = new HashedFile(channel)) {
            content.writeTo(out);
            Disk.REAL.sync(channel);
            Disk.REAL.syncDirectory(directory);
            return new SealedUpdate(offer, uploadId, file, channel.size(), out.sha256().hex(), outcome);
        }
    }

    /**
     * Keeps the receipt of the update that was sealed last, durably, until the next one is sealed.
     *
     * @throws IOException if the disk fails
     */
    public void acknowledge(SignedDocument receipt) throws IOException {
        SealedUpdate update = last.orElseThrow(() -> new IllegalStateException("no update was sealed"));
        record.replace(JournalRecord.of(update).acknowledged(receipt));
    }

    /**
     * The receipt of the update that was sealed last, if it was acknowledged.
     *
     * @throws RejectedException if the record is not one of this device's
     * @throws IOException if the disk fails
     */
    public Optional<SignedDocument> receipt() throws RejectedException, IOException {
        return record.read().map(JournalRecord::receipt);
    }

    /** The update that is neither acknowledged nor given up. */
    public Optional<SealedUpdate> pending() {
        return last.filter(update -> Files.exists(update.file()));
    }

    /** Whether an update was sealed for this round, whatever became of it. */
    public boolean sealedFor(RoundOffer offer) {
        return last.filter(update -> update.isFor(offer)).isPresent();
    }

    /**
     * Deletes the ciphertext: the update was acknowledged, or is given up. That an update was sealed for its round is remembered.
     *
     * @throws IOException if the disk fails
     */
    public void spend() throws IOException {
        if (last.isPresent()) {
            Files.deleteIfExists(last.get().file());
        }
        tidy();
        Disk.REAL.syncDirectory(directory);
    }
}
