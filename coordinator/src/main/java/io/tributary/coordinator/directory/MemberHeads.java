package io.tributary.coordinator.directory;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each member of a cluster knew last of the database, as a signed object {@code heads/MEMBER} of the bucket: an older database is
 * noticed by it. A member writes its own once a second while the database changes, and when it ends. Thread-safe.
 */
final class MemberHeads implements CommitListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberHeads.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);
    private static final String PREFIX = "heads";
    private static final int LARGEST = 1 << 16;
    private static final int ATTEMPTS = 10;
    private static final long PERIOD_MILLIS = 1_000;

    private record Place(ObjectStore objects, String id) {}

    private final String member;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final AtomicReference<LastWritten> durable = new AtomicReference<>(LastWritten.NOTHING);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Thread> writer = new AtomicReference<>();
    private LastWritten written = LastWritten.NOTHING;

    MemberHeads(String member, SigningKeys keys, InstantSource clock) {
        this.member = member;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The heads of all members that ever were.
     *
     * @throws StoreException if one was signed by nobody's key that these keys know
     */
    List<DirectoryHead> read(ObjectStore objects) {
        List<DirectoryHead> heads = new ArrayList<>();
        for (String name : objects.list(PREFIX)) {
            heads.add(head(name, bytes(objects, name)));
        }
        return heads;
    }

    /** Its member may replace it between two requests for it, once a second, and a store then gives neither. */
    private static byte[] bytes(ObjectStore objects, String name) {
        for (int attempt = 1;; attempt++) {
            try (ObjectReader reader = objects.read(name)) {
                byte[] bytes = new byte[(int) Math.min(LARGEST, reader.size())];
                reader.read(0, ByteBuffer.wrap(bytes));
                return bytes;
            } catch (StoreException replaced) {
                if (attempt == ATTEMPTS) {
                    throw replaced;
                }
                LOG.debug("{} could not be read, trying again", name, replaced);
            }
        }
    }

    private DirectoryHead head(String name, byte[] bytes) {
        try {
            SignedDocument document = WireJson.readDocument(bytes, SignedDocument.class);
            if (!keys.chain().knows(SignatureContext.DIRECTORY_HEAD, document)) {
                throw new StoreException("the object " + name + " is signed by another key than this member's: give "
                        + "every member a copy of one signing key");
            }
            return WireJson.readDocument(document.payload(), DirectoryHead.class);
        } catch (RejectedException altered) {
            if (altered.reason() == Reason.UNSUPPORTED_VERSION) {
                throw new StoreException(
                        "the object " + name + " was written by a member of a newer program; start that",
                        altered);
            }
            throw new StoreException("the object " + name + " was altered; it must be as a member wrote it", altered);
        }
    }

    /** Writes this member's head to these objects from now on. */
    void begin(ObjectStore objects, String id) {
        Place place = new Place(objects, id);
        writer.set(Thread.ofVirtual().name("tributary-member-head").start(() -> keepWriting(place)));
    }

    @Override
    public void committed(LastWritten last) {
        durable.accumulateAndGet(last, (one, other) -> one.sequence() < other.sequence() ? other : one);
    }

    private void keepWriting(Place place) {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                write(place);
            }
            write(place);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Place place) {
        LastWritten last = Objects.requireNonNull(durable.get());
        if (last.sequence() == written.sequence()) {
            return;
        }
        DirectoryHead head = DirectoryHead.first(place.id(), member, clock.millis()).after(last, clock.millis());
        byte[] bytes = WireJson.write(keys.sign(SignatureContext.DIRECTORY_HEAD, WireJson.write(head)));
        try (ObjectWriter object = place.objects().write(PREFIX + "/" + member)) {
            object.append(ByteBuffer.wrap(bytes));
            object.commit();
            written = last;
        } catch (StoreException broken) {
            FAULTS.warn("what this member knows of the database could not be written, trying again", broken);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Thread writing = writer.get();
        try {
            if (writing != null) {
                writing.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
