package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.SlotFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The head of a directory as a file, kept up with its database. It is written after a transaction and before the caller of that
 * transaction hears of it, so what somebody was told is never beyond it; a crash between the two leaves it some transactions behind,
 * which is no damage. Threads that wait for it share a write. Thread-safe.
 */
final class HeadFile implements CommitListener, AutoCloseable {
    static final String NAME = "HEAD";

    private final Path file;
    private final SigningKey key;
    private final InstantSource clock;
    private final SlotFile slots;
    private final AtomicLong durable;
    private final ReentrantLock lock = new ReentrantLock();
    private DirectoryHead head;

    private HeadFile(Path file, SigningKey key, InstantSource clock, SlotFile slots, DirectoryHead head) {
        this.file = file;
        this.key = key;
        this.clock = clock;
        this.slots = slots;
        this.head = head;
        this.durable = new AtomicLong(head.sequence());
    }

    /**
     * A head that somebody signed.
     *
     * @param slot where it stands
     * @param signer whose signature it is
     */
    record Stored(int slot, VerifyingKey signer, DirectoryHead head) {}

    /** The newer of the two heads whose signature is good, by whatever key; empty if there is none. */
    static Optional<Stored> read(Path file) throws IOException {
        List<String> texts = SlotFile.read(file);
        Optional<Stored> first = stored(0, texts.get(0));
        Optional<Stored> second = stored(1, texts.get(1));
        boolean secondIsNewer = second.isPresent()
                && (first.isEmpty() || second.get().head().turn() > first.get().head().turn());
        return secondIsNewer ? second : first;
    }

    private static Optional<Stored> stored(int slot, String text) {
        try {
            SignedDocument document =
                    WireJson.readDocument(text.getBytes(StandardCharsets.US_ASCII), SignedDocument.class);
            VerifyingKey signer = VerifyingKey.of(document.key());
            byte[] payload = signer.verify(SignatureContext.DIRECTORY_HEAD, document);
            return Optional.of(new Stored(slot, signer, WireJson.readDocument(payload, DirectoryHead.class)));
        } catch (RejectedException torn) {
            return Optional.empty();
        }
    }

    /** Makes the file, over one that is there. */
    static void make(Path file, SigningKey key, DirectoryHead head) throws IOException {
        SlotFile.make(file, text(key, head));
    }

    /** Goes on with a file whose newest head this is. */
    static HeadFile open(Path file, SigningKey key, Stored newest, InstantSource clock) throws IOException {
        return new HeadFile(file, key, clock, SlotFile.open(file, newest.slot()), newest.head());
    }

    private static String text(SigningKey key, DirectoryHead head) {
        return new String(WireJson.write(key.sign(SignatureContext.DIRECTORY_HEAD, WireJson.write(head))),
                StandardCharsets.US_ASCII);
    }

    @Override
    public void committed(long sequence) {
        durable.accumulateAndGet(sequence, Math::max);
        lock.lock();
        try {
            if (head.sequence() < sequence) {
                write(head.after(durable.get(), clock.millis()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The directory this belongs to. */
    String directory() {
        return head.directory();
    }

    /** The database is about to be opened: what its file holds is not known from now on. */
    void opened() {
        closed("");
    }

    /** The database was closed in good order, and has this hash. */
    void closed(String sha256) {
        lock.lock();
        try {
            write(head.closed(sha256));
        } finally {
            lock.unlock();
        }
    }

    private void write(DirectoryHead next) {
        try {
            slots.write(text(key, next));
            head = next;
        } catch (IOException failed) {
            throw new StoreException("writing " + file, failed);
        }
    }

    @Override
    public void close() throws IOException {
        slots.close();
    }
}
