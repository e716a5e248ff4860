package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of a member that is paused, or killed, at the worst moment of a commit: after it made sure that it holds its turn. */
final class PausingRows implements PartStore {
    private final PartStore rows;
    private Optional<Runnable> meanwhile = Optional.empty();
    private boolean dying;

    PausingRows(PartStore rows) {
        this.rows = rows;
    }

    /** What others do while this member stands still, once. */
    void beforeFenced(Runnable others) {
        meanwhile = Optional.of(others);
    }

    void dieBeforeFinish() {
        dying = true;
    }

    private void pause() {
        Optional<Runnable> others = meanwhile;
        meanwhile = Optional.empty();
        others.ifPresent(Runnable::run);
    }

    @Override
    public HeldParts take(String object, String turn, Instant now) {
        return rows.take(object, turn, now);
    }

    @Override
    public List<StoredPart> put(String object, String turn, StoredPart part, Instant now) {
        return rows.put(object, turn, part, now);
    }

    @Override
    public List<StoredPart> cut(String object, String turn, long size, Instant now) {
        return rows.cut(object, turn, size, now);
    }

    @Override
    public void name(String object, String turn, String upload, Instant now) {
        rows.name(object, turn, upload, now);
        pause();
    }

    @Override
    public void finish(String object, String turn) {
        if (dying) {
            throw new StoreException("killed");
        }
        rows.finish(object, turn);
    }

    @Override
    public boolean holds(String object, String turn) {
        boolean holds = rows.holds(object, turn);
        pause();
        return holds;
    }

    @Override
    public Optional<HeldParts> find(String object) {
        return rows.find(object);
    }

    @Override
    public Optional<HeldParts> discard(String object) {
        return rows.discard(object);
    }

    @Override
    public List<String> objects() {
        return rows.objects();
    }

    @Override
    public boolean isKnown(String id) {
        return rows.isKnown(id);
    }

    @Override
    public boolean isNamed(String upload) {
        return rows.isNamed(upload);
    }
}
