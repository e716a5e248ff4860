package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Commits the writes of many threads together (group commit; DeWitt et al. 1984, "Implementation Techniques for Main Memory Database
 * Systems", SIGMOD): a sync costs as much for one write as for all that wait for it. The thread that holds the lock performs what waits
 * in one transaction, behind a savepoint each, so that a write that fails changes nothing and harms no other. Thread-safe. A write may
 * run on the thread of another one, and must not write within.
 */
final class GroupCommit {
    /** Writes of one transaction. */
    static final int MOST = 64;
    private static final String SAVEPOINT = "write_begins";

    private final Jdbi writer;
    private final Consumer<Handle> opening;
    private final BiFunction<Handle, String, LastWritten> numbering;
    private final CommitListener commits;
    private final BlockingQueue<PendingWrite<?, ?>> waiting = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** A transaction of which every write failed. */
    private static final class NothingToCommit extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NothingToCommit() {
            super("every write of the transaction failed", null, false, false);
        }
    }

    /**
     * Commits by one connection.
     *
     * @param opening is called at the beginning of each transaction
     * @param numbering is called at the end of each transaction, with what its first write does in words
     * @param commits is told of each transaction before those who wait for it
     */
    GroupCommit(Jdbi writer, Consumer<Handle> opening, BiFunction<Handle, String, LastWritten> numbering,
            CommitListener commits) {
        this.writer = writer;
        this.opening = opening;
        this.numbering = numbering;
        this.commits = commits;
    }

    /**
     * Writes, all or nothing.
     *
     * @param doing what this write does, in words
     * @throws StoreException if the transaction failed, or who listens to commits: the write may have been made
     */
    <T, E extends Exception> T write(String doing, HandleCallback<T, E> work) throws E {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(doing + ": a write within a write");
        }
        PendingWrite<T, E> write = new PendingWrite<>(doing, work);
        waiting.add(write);
        lock.lock();
        try {
            while (!write.isOver()) {
                commit(next());
            }
        } finally {
            lock.unlock();
        }
        return write.result();
    }

    private List<PendingWrite<?, ?>> next() {
        List<PendingWrite<?, ?>> group = new ArrayList<>();
        waiting.drainTo(group, MOST);
        return group;
    }

    private void commit(List<PendingWrite<?, ?>> group) {
        try {
            commits.committed(writer.inTransaction(handle -> perform(group, handle)));
        } catch (NothingToCommit failed) {
            // each of them knows why
        } catch (RuntimeException | Error failed) {
            group.forEach(write -> write.failWith(failed));
        } finally {
            group.forEach(PendingWrite::end);
        }
    }

    private LastWritten perform(List<PendingWrite<?, ?>> group, Handle handle) {
        opening.accept(handle);
        for (PendingWrite<?, ?> write : group) {
            if (group.size() == 1) {
                write.perform(handle);
            } else {
                performAmongOthers(write, handle);
            }
        }
        if (group.stream().allMatch(PendingWrite::hasFailed)) {
            throw new NothingToCommit();
        }
        return numbering.apply(handle, group.get(0).doing());
    }

    private static void performAmongOthers(PendingWrite<?, ?> write, Handle handle) {
        handle.savepoint(SAVEPOINT);
        if (write.perform(handle)) {
            handle.releaseSavepoint(SAVEPOINT);
        } else {
            handle.rollbackToSavepoint(SAVEPOINT);
        }
    }
}
