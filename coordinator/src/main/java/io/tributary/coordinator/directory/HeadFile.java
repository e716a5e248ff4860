package io.tributary.coordinator.directory;

import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.SlotFile;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The head of a directory as a file, kept up with its database. It is written after a transaction and before the caller of that
 * transaction hears of it, so what somebody was told is never beyond it; a crash between the two leaves it some transactions behind,
 * which is no damage. Threads that wait for it share a write. Whatever somebody else wrote meanwhile is looked at before each write: a
 * head of this directory that knows more, of a process that took over while this one was paused, is gone on from and never written over;
 * anything else is damage, and is mended. Thread-safe.
 */
final class HeadFile implements CommitListener, AutoCloseable {
    static final String NAME = "HEAD";

    private final Path file;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final AtomicReference<LastWritten> durable;
    private final ReentrantLock lock = new ReentrantLock();
    private SlotFile slots;
    private Stored newest;
    private List<String> known;

    private HeadFile(Path file, SigningKeys keys, InstantSource clock, SlotFile slots, Stored newest)
            throws IOException {
        this.file = file;
        this.keys = keys;
        this.clock = clock;
        this.slots = slots;
        this.newest = newest;
        this.known = slots.read();
        this.durable = new AtomicReference<>(newest.head().last());
    }

    /**
     * A head that somebody signed.
     *
     * @param slot where it stands
     * @param signer whose signature it is
     * @param document as it was signed
     */
    record Stored(int slot, VerifyingKey signer, SignedDocument document, DirectoryHead head) {}

    /** The newer of the two heads whose signature is good, by whatever key; empty if there is none. */
    static Optional<Stored> read(Path file) throws IOException {
        return newest(SlotFile.read(file), _ -> true);
    }

    private static Optional<Stored> newest(List<String> texts, Predicate<Stored> wanted) {
        return IntStream.range(0, texts.size()).boxed().flatMap(slot -> stored(slot, texts.get(slot)).stream())
                .filter(wanted).reduce((one, other) -> other.head().isNewerThan(one.head()) ? other : one);
    }

    private static Optional<Stored> stored(int slot, String text) {
        try {
            SignedDocument document =
                    WireJson.readDocument(text.getBytes(StandardCharsets.US_ASCII), SignedDocument.class);
            VerifyingKey signer = VerifyingKey.of(document.key());
            byte[] payload = signer.verify(SignatureContext.DIRECTORY_HEAD, document);
            return Optional.of(new Stored(slot, signer, document, WireJson.readDocument(payload, DirectoryHead.class)));
        } catch (RejectedException torn) {
            return Optional.empty();
        }
    }

    /** Makes the file, over one that is there. */
    static void make(Path file, SigningKeys keys, DirectoryHead head) throws IOException {
        SlotFile.make(file, text(signed(keys, head)));
    }

    /** Goes on with a file whose newest head this is. */
    static HeadFile open(Path file, SigningKeys keys, Stored newest, InstantSource clock) throws IOException {
        return new HeadFile(file, keys, clock, SlotFile.open(file), newest);
    }

    private static SignedDocument signed(SigningKeys keys, DirectoryHead head) {
        return keys.sign(SignatureContext.DIRECTORY_HEAD, WireJson.write(head));
    }

    private static String text(SignedDocument document) {
        return new String(WireJson.write(document), StandardCharsets.US_ASCII);
    }

    @Override
    public void committed(LastWritten last) {
        durable.accumulateAndGet(last, (one, other) -> one.sequence() < other.sequence() ? other : one);
        lock.lock();
        try {
            if (newest.head().sequence() < last.sequence()) {
                write(head -> head.after(Objects.requireNonNull(durable.get()), clock.millis()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The newest head that was written. */
    DirectoryHead now() {
        lock.lock();
        try {
            return newest.head();
        } finally {
            lock.unlock();
        }
    }

    /** The directory this belongs to. */
    String directory() {
        return newest.head().directory();
    }

    /** The database is about to be opened: what its file holds is not known from now on. */
    void opened() {
        closed("");
    }

    /** The database was closed in good order, and has this hash. */
    void closed(String sha256) {
        lock.lock();
        try {
            write(head -> head.closed(sha256));
        } finally {
            lock.unlock();
        }
    }

    private void write(UnaryOperator<DirectoryHead> change) {
        try {
            boolean mend = look();
            DirectoryHead next = change.apply(newest.head());
            if (next.isNewerThan(newest.head())) {
                put(next, 1 - newest.slot());
                if (mend) {
                    put(next, 1 - newest.slot());
                }
            }
        } catch (IOException failed) {
            throw new StoreException("writing " + file, failed);
        }
    }

    private void put(DirectoryHead next, int slot) throws IOException {
        SignedDocument document = signed(keys, next);
        String text = text(document);
        slots.write(slot, text);
        known = slot == 0 ? List.of(text, known.get(1)) : List.of(known.get(0), text);
        newest = new Stored(slot, keys.chain().key(KeyPurpose.of(SignatureContext.DIRECTORY_HEAD)), document, next);
    }

    /** Looks at what the file holds now. @return whether something there is no head of this directory */
    private boolean look() throws IOException {
        if (!slots.isStillAt(file)) {
            OperatorEvent.FILE_LOST.log("file", file, "what", "was deleted or replaced, and is written again");
            slots.close();
            make(file, keys, newest.head());
            slots = SlotFile.open(file);
        }
        List<String> found = slots.read();
        if (found.equals(known)) {
            return false;
        }
        known = found;
        newest(found, stored -> isOurs(stored) && stored.head().isNewerThan(newest.head()))
                .ifPresent(more -> newest = more);
        boolean damaged = IntStream.range(0, found.size())
                .anyMatch(slot -> stored(slot, found.get(slot)).filter(this::isOurs).isEmpty());
        if (damaged) {
            OperatorEvent.FILE_LOST.log("file", file, "what", "was changed, and is written again");
        }
        return damaged;
    }

    /** By a key that speaks for this coordinator, or one that it replaced. */
    private boolean isOurs(Stored stored) {
        return keys.chain().knows(SignatureContext.DIRECTORY_HEAD, stored.document())
                && stored.head().directory().equals(directory());
    }

    @Override
    public void close() throws IOException {
        slots.close();
    }
}
