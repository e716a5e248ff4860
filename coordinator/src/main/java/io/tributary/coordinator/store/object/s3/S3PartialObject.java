package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredPart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parts that are stored, and behind them what is not yet a part, in a file of this process. A part is an object of its own while the whole is
 * partial, because nobody can read the parts of a multipart upload, and whoever goes on elsewhere verifies what is there.
 */
final class S3PartialObject implements PartialObject {
    private final PartialPlace place;
    private final List<StoredPart> parts;
    private final String before;
    private @Nullable Scratch scratch;
    private @Nullable ObjectReader reader;
    private @Nullable StoredPart beingRead;
    private long size;
    private boolean usable = true;

    S3PartialObject(PartialPlace place, HeldParts held) {
        this.place = place;
        this.parts = new ArrayList<>(held.parts());
        this.before = held.turn();
        this.size = held.size();
    }

    @Override
    public String turn() {
        return place.turn();
    }

    @Override
    public String before() {
        return before;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) {
        requireUsable();
        if (position < 0 || position > size - into.remaining()) {
            throw new StoreException("reading " + place.name() + ": " + into.remaining() + " bytes from " + position
                    + " end beyond its " + size);
        }
        Scratch here = scratch;
        long local = here == null ? size : here.base();
        long at = position;
        while (into.hasRemaining() && at < local) {
            StoredPart part = partAt(at);
            int count = (int) Math.min(into.remaining(), Math.min(part.end(), local) - at);
            reader(part).read(at - part.position(), into.slice(into.position(), count));
            into.position(into.position() + count);
            at += count;
        }
        if (here != null && into.hasRemaining()) {
            here.read(at, into);
        }
    }

    /** Of the part that is read now: whoever verifies what is stored reads it from the beginning to the end. */
    private ObjectReader reader(StoredPart part) {
        ObjectReader open = reader;
        if (open == null || !part.equals(beingRead)) {
            closeReader();
            open = place.open(part);
            reader = open;
            beingRead = part;
        }
        return open;
    }

    private void closeReader() {
        ObjectReader open = reader;
        if (open != null) {
            reader = null;
            open.close();
        }
    }

    private StoredPart partAt(long position) {
        return parts.stream().filter(part -> part.end() > position).findFirst().orElseThrow();
    }

    @Override
    public void append(ByteBuffer bytes) {
        requireUsable();
        usable = false; // unless all of this succeeds
        int count = bytes.remaining();
        gathering().append(bytes);
        size += count;
        if (size - whole() >= place.leastPart()) {
            store();
        }
        usable = true;
    }

    /** How far parts are stored that are large enough to stay. */
    private long whole() {
        if (parts.isEmpty()) {
            return 0;
        }
        StoredPart last = parts.getLast();
        return last.length() < place.leastPart() ? last.position() : last.end();
    }

    /** The file, which holds all that is behind {@link #whole}. */
    private Scratch gathering() {
        Scratch here = scratch;
        if (here == null) {
            here = fetched(whole(), size);
            scratch = here;
        }
        return here;
    }

    /** A file with stored bytes. */
    private Scratch fetched(long from, long to) {
        Scratch fresh = place.scratch(from);
        if (to > from) {
            place.copy(partAt(from), to - from, fresh);
        }
        return fresh;
    }

    private void store() {
        long from = whole();
        StoredPart part = place.store(from, gathering().from(from));
        parts.removeIf(stored -> stored.position() >= from);
        parts.add(part);
    }

    @Override
    public void truncate(long wanted) {
        if (wanted < 0 || wanted > size) {
            throw new IllegalArgumentException("a partial object of " + size + " bytes cannot be cut to " + wanted);
        }
        requireUsable();
        if (wanted == size) {
            return;
        }
        usable = false;
        Scratch here = scratch;
        if (here != null && here.base() <= wanted) {
            here.truncate(wanted);
        } else {
            refetch(wanted);
        }
        if (parts.removeIf(part -> part.end() > wanted)) {
            place.cut(wanted);
        }
        size = wanted;
        usable = true;
    }

    private void refetch(long wanted) {
        closeScratch();
        long begin = parts.stream().filter(part -> part.position() <= wanted && part.end() > wanted)
                .mapToLong(StoredPart::position).findFirst().orElse(wanted);
        scratch = begin < wanted ? fetched(begin, wanted) : null;
    }

    @Override
    public boolean commit() {
        requireUsable();
        usable = false;
        long whole = whole();
        if (size < place.leastPart()) {
            return place.commit(gathering().from(0), parts);
        }
        return (scratch != null && whole < size)
                ? place.commit(parts, whole, Optional.of(scratch.from(whole)), size)
                : place.commit(parts, size, Optional.empty(), size);
    }

    @Override
    public void close() {
        try {
            if (usable && size > (parts.isEmpty() ? 0 : parts.getLast().end()) && place.isHeld()) {
                store();
            }
        } finally {
            usable = false;
            closeReader();
            closeScratch();
        }
    }

    private void closeScratch() {
        Scratch here = scratch;
        if (here != null) {
            scratch = null;
            here.close();
        }
    }

    private void requireUsable() {
        if (!usable) {
            throw new StoreException("the partial object " + place.name() + " must be opened again");
        }
    }
}
