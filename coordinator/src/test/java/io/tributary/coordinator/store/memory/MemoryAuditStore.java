package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The audit log in a map. */
final class MemoryAuditStore implements AuditStore {
    private final NavigableMap<Long, SignedDocument> entries = new TreeMap<>();
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private final World world;

    MemoryAuditStore(World world) {
        this.world = world;
    }

    @Override
    public Row append(Following entry) {
        return world.in(() -> {
            Optional<Row> newest = last();
            Row next = new Row(newest.map(Row::sequence).orElse(0L) + 1, entry.after(newest));
            entries.put(next.sequence(), next.document());
            return next;
        });
    }

    @Override
    public List<Row> after(long sequence, int limit) {
        return world.in(() -> entries.tailMap(sequence, false).entrySet().stream().limit(limit)
                .map(entry -> new Row(entry.getKey(), entry.getValue())).toList());
    }

    @Override
    public Optional<Row> oldest() {
        return world.in(() -> Optional.ofNullable(entries.firstEntry())
                .map(first -> new Row(first.getKey(), first.getValue())));
    }

    @Override
    public List<Segment> segments(long sequence, int limit) {
        return world.in(() -> segments.tailMap(sequence, false).values().stream().limit(limit).toList());
    }

    @Override
    public void archived(Segment segment) {
        world.in(() -> segments.putIfAbsent(segment.last(), segment));
    }

    @Override
    public boolean trim(int rows) {
        return world.in(() -> {
            long archived = segments.isEmpty() ? 0 : segments.lastKey();
            List<Long> gone = entries.headMap(archived, true).keySet().stream().limit(rows).toList();
            gone.forEach(entries::remove);
            return gone.size() == rows;
        });
    }

    @Override
    public void forget(Segment segment) {
        world.in(() -> segments.remove(segment.last()));
    }

    @Override
    public Optional<Row> newest() {
        return world.in(this::last);
    }

    private Optional<Row> last() {
        return Optional.ofNullable(entries.lastEntry()).map(last -> new Row(last.getKey(), last.getValue()));
    }
}
