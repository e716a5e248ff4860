package io.tributary.coordinator.audit;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.secureagg.identity.KeyChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole audit log: what {@link AuditStore#after} reads begins in the archives and goes on in the rows. Thread-safe; blocks. */
public final class ArchivedAuditStore implements AuditStore {
    private final AuditStore rows;
    private final ObjectStore objects;

    /** The rows, and the objects among which the archives lie. */
    public ArchivedAuditStore(AuditStore rows, ObjectStore objects) {
        this.rows = rows;
        this.objects = objects;
    }

    /** Of an archive that is missing or damaged, what cannot be read has no signature. */
    @Override
    public List<Row> after(long sequence, int limit) {
        List<Row> found = new ArrayList<>();
        long read = sequence;
        List<AuditStore.Segment> next = rows.segments(read, 1);
        while (!next.isEmpty() && found.size() < limit) {
            AuditStore.Segment segment = next.getFirst();
            new AuditArchive(objects, segment).rows().stream()
                    .skip(Math.max(0, read - segment.first() + 1)).limit(limit - found.size()).forEach(found::add);
            read = segment.last();
            next = rows.segments(read, 1);
        }
        if (found.size() < limit) {
            found.addAll(rows.after(read, limit - found.size()));
        }
        return found;
    }

    /** Checks the seal of every archive. @throws DamagedException if one is missing or is not what was archived */
    public void requireSealed(KeyChain keys) {
        List<AuditStore.Segment> next = rows.segments(0, 1);
        while (!next.isEmpty()) {
            new AuditArchive(objects, next.getFirst()).requireSealed(keys);
            next = rows.segments(next.getFirst().last(), 1);
        }
    }

    @Override
    public Row append(Following entry) {
        return rows.append(entry);
    }

    @Override
    public Optional<Row> newest() {
        return rows.newest();
    }

    @Override
    public Optional<Row> oldest() {
        return rows.oldest();
    }

    @Override
    public List<AuditStore.Segment> segments(long sequence, int limit) {
        return rows.segments(sequence, limit);
    }

    @Override
    public void archived(AuditStore.Segment segment) {
        rows.archived(segment);
    }

    @Override
    public boolean trim(int most) {
        return rows.trim(most);
    }

    @Override
    public void forget(AuditStore.Segment segment) {
        rows.forget(segment);
    }
}
