package io.tributary.coordinator.store.object;

import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.DurableTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that stays aside, closed or not, until it is committed. */
final class FilePartialObject implements PartialObject {
    private final DurableTree tree;
    private final FileChannel file;
    private final FileObjectReader reader;
    private final Path aside;
    private final Path place;
    private final SyncedWrites writes;
    private long size;

    FilePartialObject(DurableTree tree, Path aside, Path place) throws IOException {
        this.tree = tree;
        this.aside = aside;
        this.place = place;
        this.file = FileChannel.open(aside, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        this.reader = new FileObjectReader(aside, file);
        this.size = reader.size();
        file.position(size);
        this.writes = new SyncedWrites(tree.disk(), file);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) {
        reader.read(position, into);
    }

    @Override
    public void append(ByteBuffer bytes) {
        int count = bytes.remaining();
        try {
            writes.append(bytes);
            size += count;
        } catch (IOException failed) {
            throw new StoreException("writing the partial object " + aside, failed);
        }
    }

    @Override
    public void truncate(long wanted) {
        if (wanted < 0 || wanted > size) {
            throw new IllegalArgumentException("a partial object of " + size + " bytes cannot be cut to " + wanted);
        }
        try {
            file.truncate(wanted).position(wanted);
            size = wanted;
        } catch (IOException failed) {
            throw new StoreException("cutting the partial object " + aside, failed);
        }
    }

    @Override
    public boolean commit() {
        try {
            if (tree.keep(place)) {
                file.close();
                tree.disk().delete(aside);
                return false;
            }
            tree.finish(file, aside, place);
            return true;
        } catch (IOException failed) {
            throw new StoreException("committing object " + place, failed);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
