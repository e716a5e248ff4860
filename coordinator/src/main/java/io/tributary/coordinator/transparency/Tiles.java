package io.tributary.coordinator.transparency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.transparency.LogEntry;
import io.tributary.protocol.transparency.MerkleProofs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The tiles of a log: full ones are objects, written once; others follow from the rows. Thread-safe; blocks on storage. */
final class Tiles {
    /** Where the objects are. */
    static final String FOLDER = "log/";

    private static final int REMEMBERED = 16 << 20;
    private final ModelStore models;
    private final ObjectStore objects;
    private final Cache<TilePath, byte[]> full = Caffeine.newBuilder().maximumWeight(REMEMBERED)
            .weigher((TilePath _, byte[] bytes) -> bytes.length).executor(Runnable::run).build();

    Tiles(ModelStore models, ObjectStore objects) {
        this.models = models;
        this.objects = objects;
    }

    /** A tile of a log of this size, unless it has no such tile. */
    Optional<byte[]> find(TilePath tile, long size) {
        return count(tile.level(), size) >= tile.index() * TilePath.FULL + tile.width() ? Optional.of(read(tile))
                : Optional.empty();
    }

    /** Hashes that a level has, or entries, in a log of this size. */
    private static long count(int level, long size) {
        return size >> (Math.max(0, level) * Byte.SIZE);
    }

    /** A tile that the log has. */
    byte[] read(TilePath tile) {
        return tile.isFull() ? full.get(tile, this::stored) : make(tile);
    }

    private byte[] stored(TilePath tile) {
        Optional<ObjectReader> object = objects.find(name(tile));
        if (object.isEmpty()) {
            return make(tile);
        }
        try (ObjectReader reader = object.get()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            reader.read(0, bytes);
            return bytes.array();
        }
    }

    private static String name(TilePath tile) {
        return FOLDER + "tile/" + tile.text();
    }

    /** Keeps the tiles that a log of this size has more than a smaller one, so that whoever serves the objects as files serves the log. */
    void keep(long before, long size) {
        for (int level = TilePath.ENTRIES; level <= 0 || count(level, size) > 0; level++) {
            long old = count(level, before);
            long now = count(level, size);
            for (long index = old / TilePath.FULL; index * TilePath.FULL < now; index++) {
                keep(new TilePath(level, index, (int) Math.min(TilePath.FULL, now - index * TilePath.FULL)));
            }
            if (old % TilePath.FULL > 0 && old / TilePath.FULL < now / TilePath.FULL) {
                objects.deleteAll(name(new TilePath(level, old / TilePath.FULL, TilePath.FULL)) + ".p");
            }
        }
    }

    private void keep(TilePath tile) {
        if (!objects.exists(name(tile))) {
            try (ObjectWriter writer = objects.write(name(tile))) {
                writer.append(ByteBuffer.wrap(make(tile)));
                writer.commit();
            }
        }
    }

    private byte[] make(TilePath tile) {
        return switch (tile.level()) {
            case TilePath.ENTRIES -> entries(rows(tile));
            case 0 -> hashes(rows(tile).stream().map(LogEntry::leaf).toList());
            default -> hashes(LongStream.range(0, tile.width())
                    .mapToObj(number -> root(
                            new TilePath(tile.level() - 1, tile.index() * TilePath.FULL + number, TilePath.FULL)))
                    .toList());
        };
    }

    private List<LogEntry> rows(TilePath tile) {
        return models.log(tile.index() * TilePath.FULL, tile.width());
    }

    private Sha256 root(TilePath tile) {
        byte[] hashes = read(tile);
        return fold(hashes, 0, hashes.length / Sha256.BYTES);
    }

    /** The root over so many hashes of a tile, a power of two. */
    static Sha256 fold(byte[] hashes, int from, int count) {
        if (count == 1) {
            return Sha256.wrap(Arrays.copyOfRange(hashes, from * Sha256.BYTES, (from + 1) * Sha256.BYTES));
        }
        return MerkleProofs.node(fold(hashes, from, count / 2), fold(hashes, from + count / 2, count / 2));
    }

    private static byte[] hashes(List<Sha256> hashes) {
        ByteBuffer all = ByteBuffer.allocate(hashes.size() * Sha256.BYTES);
        hashes.forEach(hash -> all.put(hash.bytes()));
        return all.array();
    }

    private static byte[] entries(List<LogEntry> entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        entries.stream().map(LogEntry::data).forEach(data -> {
            all.write(data.length >> Byte.SIZE);
            all.write(data.length);
            all.writeBytes(data);
        });
        return all.toByteArray();
    }
}
