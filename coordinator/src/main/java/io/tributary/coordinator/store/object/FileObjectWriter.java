package io.tributary.coordinator.store.object;

import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.DurableTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file written aside until it is committed. After a failure it is of no more use and nothing of it stays. */
final class FileObjectWriter implements ObjectWriter {
    private final DurableTree tree;
    private final FileChannel file;
    private final Path aside;
    private final Path place;
    private final SyncedWrites writes;
    private boolean open = true;

    FileObjectWriter(DurableTree tree, FileChannel file, Path aside, Path place) {
        this.tree = tree;
        this.file = file;
        this.aside = aside;
        this.place = place;
        this.writes = new SyncedWrites(tree.disk(), file);
    }

    @Override
    public void append(ByteBuffer bytes) {
        requireOpen();
        try {
            writes.append(bytes);
        } catch (IOException failed) {
            throw failed("writing object " + place, failed);
        }
    }

    @Override
    public void commit() {
        requireOpen();
        try {
            tree.finish(file, aside, place);
            open = false;
        } catch (IOException failed) {
            throw failed("committing object " + place, failed);
        }
    }

    @Override
    public void close() {
        if (open) {
            try {
                discard();
            } catch (IOException failed) {
                throw new StoreException("discarding the unfinished object " + place, failed);
            }
        }
    }

    private StoreException failed(String doing, IOException failure) {
        try {
            discard();
        } catch (IOException again) {
            failure.addSuppressed(again);
        }
        return new StoreException(doing, failure);
    }

    private void discard() throws IOException {
        open = false;
        try (file) {
            tree.disk().delete(aside);
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("object " + place + " is committed or closed");
        }
    }
}
