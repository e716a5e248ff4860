package io.tributary.coordinator.audit;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Moves the oldest entries of the audit log to archives, and deletes archives that are no longer kept. An archive is durable before it is
 * recorded, and recorded before the first of its rows goes; what is deleted stands in the log before. So a kill at any step loses
 * nothing, and the next part goes on. A part of the log whose chain is broken is not moved. One thread of a member; if two members archive
 * at the same time, both write the same archive under the same name.
 */
public final class AuditArchiver {
    /** Entries that stay in the database. */
    static final int LIVE = 10_000;
    /** Entries of an archive. */
    static final int SEGMENT = 1_000;
    /** Most rows that one transaction removes. */
    private static final int ROWS = 500;
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(AuditArchiver.class));

    private final AuditStore store;
    private final ObjectStore objects;
    private final SigningKeys keys;
    private final AuditLog log;
    private final int live;
    private final int size;
    private boolean swept;

    /** Over the store that the log is kept in; {@code keys} seal archives. */
    public AuditArchiver(AuditStore store, ObjectStore objects, SigningKeys keys, AuditLog log) {
        this(store, objects, keys, log, LIVE, SEGMENT);
    }

    AuditArchiver(AuditStore store, ObjectStore objects, SigningKeys keys, AuditLog log, int live, int size) {
        this.store = store;
        this.objects = objects;
        this.keys = keys;
        this.log = log;
        this.live = live;
        this.size = size;
    }

    /**
     * Does a part of what is to be done.
     *
     * @param since archives whose last entry is older are no longer kept; {@link Instant#MIN} for no bound
     * @return whether there may be more
     */
    public boolean part(Instant since) {
        return store.trim(ROWS) || archive() || forget(since) || sweep();
    }

    private boolean archive() {
        Optional<AuditEntry> oldest = store.oldest().map(AuditStore.Row::document).flatMap(AuditArchiver::read);
        if (oldest.isEmpty() || isArchived(oldest.get())
                || log.head().sequence() - oldest.get().sequence() + 1 < (long) live + size) {
            return false;
        }
        AuditHead base = new AuditHead(oldest.get().sequence() - 1, oldest.get().previous());
        List<SignedDocument> entries =
                store.after(base.sequence(), size).stream().map(AuditStore.Row::document).toList();
        return switch (AuditVerifier.behind(base, keys.chain()).verify(entries.iterator())) {
            case AuditReport.Intact intact -> {
                archive(base, intact.head(), entries);
                yield true;
            }
            case AuditReport.Broken broken -> {
                FAULTS.error("the audit log is broken, and is not archived",
                        new IllegalStateException("entry " + broken.sequence() + ": " + broken.why()));
                yield false;
            }
        };
    }

    /** Another member archived it meanwhile, and removes it. */
    private boolean isArchived(AuditEntry oldest) {
        return !store.segments(oldest.sequence() - 1, 1).isEmpty();
    }

    private void archive(AuditHead base, AuditHead last, List<SignedDocument> entries) {
        long first = base.sequence() + 1;
        AuditStore.Segment segment = new AuditStore.Segment(first, last.sequence(), base.hash(), last.hash(),
                AuditArchive.name(first, last.sequence()),
                Instant.ofEpochMilli(read(entries.getLast()).orElseThrow().at()));
        AuditArchive archive = new AuditArchive(objects, segment);
        archive.write(entries, keys);
        archive.requireSealed(keys.chain());
        store.archived(segment);
    }

    private boolean forget(Instant since) {
        Optional<AuditStore.Segment> oldest = store.segments(0, 1).stream().findFirst()
                .filter(segment -> segment.until().isBefore(since));
        oldest.ifPresent(segment -> {
            log.done(new AuditCut(new AuditHead(segment.last(), segment.hash())).action());
            store.forget(segment);
            objects.delete(segment.object());
        });
        return oldest.isPresent();
    }

    /**
     * Once: archives that a kill left when they were no longer kept. One that is not recorded yet may be another member's, which is about to
     * record it, or is written again with the same bytes.
     */
    private boolean sweep() {
        if (!swept) {
            firstKept().ifPresent(first -> objects.list(AuditArchive.FOLDER).stream()
                    .filter(name -> name.compareTo(AuditArchive.name(first, 0)) < 0).forEach(objects::delete));
            swept = true;
        }
        return false;
    }

    /** Number of the first entry that is in an archive or a row. */
    private Optional<Long> firstKept() {
        return store.segments(0, 1).stream().findFirst().map(AuditStore.Segment::first)
                .or(() -> store.oldest().map(AuditStore.Row::sequence));
    }

    private static Optional<AuditEntry> read(SignedDocument document) {
        try {
            return Optional.of(WireJson.readDocument(document.payload(), AuditEntry.class));
        } catch (RejectedException altered) {
            FAULTS.error("the oldest audit entry cannot be read, and nothing is archived", altered);
            return Optional.empty();
        }
    }
}
