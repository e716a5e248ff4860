package io.tributary.coordinator.audit;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.plan.SignedDocument;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Every entry of a stored audit log, read page by page. Used by one thread; blocks on storage. */
public final class StoredEntries implements Iterator<SignedDocument> {
    private static final int PAGE = 500;
    private final AuditStore store;
    private final Queue<AuditStore.Row> page = new ArrayDeque<>();
    private long read;

    /** From the first on. */
    public StoredEntries(AuditStore store) {
        this.store = store;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty()) {
            page.addAll(store.after(read, PAGE));
        }
        return !page.isEmpty();
    }

    @Override
    public SignedDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the log ends at entry " + read);
        }
        AuditStore.Row row = page.remove();
        read = Math.max(read + 1, row.sequence());
        return row.document();
    }
}
