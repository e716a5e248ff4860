package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pack: one object that holds encoded chunks one after another, each of them once. It is made with its first chunk, synced
 * once, when it is committed, and nothing is left of one that is closed before. After storage broke it takes no more. Thread-safe.
 */
final class PackWriter implements AutoCloseable {
    private final ObjectStore objects;
    private final String name;
    private final Map<String, ChunkPlace> places = new HashMap<>();
    private @Nullable ObjectWriter pack;
    private long end;
    private boolean over;

    /** A pack of a version, below a prefix, whose name nobody else takes: {@code prefix/version.random}. */
    PackWriter(ObjectStore objects, String prefix, int version) {
        this.objects = objects;
        this.name = prefix + "/" + version + "." + UUID.randomUUID();
    }

    /** The version that a pack was begun for. @throws IllegalArgumentException if it is no name of a pack */
    static int versionOf(String name) {
        int from = name.lastIndexOf('/') + 1;
        int dot = name.indexOf('.', from);
        if (dot < 0) {
            throw new IllegalArgumentException("not the name of a pack: '" + name + "'");
        }
        return Integer.parseInt(name.substring(from, dot));
    }

    String name() {
        return name;
    }

    /** Appends an encoded chunk, unless it is in here. @throws StoreException if storage breaks: the pack is lost */
    synchronized ChunkPlace write(String sha256, byte[] encoded) {
        ChunkPlace known = places.get(sha256);
        if (known != null) {
            return known;
        }
        ChunkPlace place = new ChunkPlace(name, end, encoded.length);
        append(encoded);
        end += encoded.length;
        places.put(sha256, place);
        return place;
    }

    private void append(byte[] encoded) {
        requireOpen();
        try {
            ObjectWriter writer = pack;
            if (writer == null) {
                writer = objects.write(name);
                pack = writer;
            }
            writer.append(ByteBuffer.wrap(encoded));
        } catch (StoreException broken) {
            over = true;
            throw broken;
        }
    }

    /** Makes what was written durable, if anything was. @return where its chunks lie, by hash */
    synchronized Map<String, ChunkPlace> commit() {
        requireOpen();
        over = true;
        ObjectWriter writer = pack;
        if (writer != null) {
            writer.commit();
        }
        return Map.copyOf(places);
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("pack " + name + " was committed or lost");
        }
    }

    /** Nothing names it: if it was committed, it is deleted. */
    synchronized void withdraw() {
        if (!places.isEmpty()) {
            objects.delete(name);
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        ObjectWriter writer = pack;
        if (writer != null) {
            writer.close();
        }
    }
}
