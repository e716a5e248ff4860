package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.connection.Dialect;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Transactions, of which those that write are committed together. Whatever SQL breaks leaves as a {@link StoreException} that says what was being done. */
final class Database {
    private final Jdbi writer;
    private final Jdbi readers;
    private final Dialect dialect;
    private final GroupCommit writes;
    private final AtomicLong known = new AtomicLong();

    Database(Jdbi writer, Jdbi readers, Dialect dialect, CommitListener commits) {
        this.writer = writer;
        this.readers = readers;
        this.dialect = dialect;
        this.writes = new GroupCommit(writer, dialect::begin, this::next, last -> {
            known.accumulateAndGet(last.sequence(), Math::max);
            commits.committed(last);
        });
    }

    /** What an owner's transaction does. */
    interface OwnerWork<T> {
        T in(Handle handle);
    }

    /** Reads one consistent state. */
    <T> T read(String doing, OwnerWork<T> work) {
        return translated(doing, () -> readers.inTransaction(work::in));
    }

    /** Writes, all or nothing; when this returns, whoever listens to commits knows. */
    <T, E extends Exception> T write(String doing, HandleCallback<T, E> work) throws E {
        return writes.write(doing, work);
    }

    /** The number of this transaction; it comes after all that this process committed, unless files of the database were changed. */
    private LastWritten next(Handle handle, String doing) {
        LastWritten last = TransactionMarks.next(handle);
        if (last.sequence() <= known.get()) {
            throw new StoreException(doing + ": the database has gone back from transaction " + known + " to "
                    + (last.sequence() - 1) + " while the coordinator runs, because its files were changed by"
                    + " somebody else: stop the coordinator, and let `./tributary coordinator check DIR` say what is left");
        }
        return last;
    }

    /** Says which directory the database belongs to, unless it says so already. */
    void belongTo(String directory) {
        translated("naming the directory", () -> writer.inTransaction(handle -> {
            dialect.lockDirectory(handle);
            return handle.createUpdate("""
                    INSERT INTO directory (id, sequence) SELECT :id, 0 WHERE NOT EXISTS (SELECT 1 FROM directory)
                    """).bind("id", directory).execute();
        }));
    }

    /** Writes as the owner, all or nothing. @throws StaleEpochException if the fence is outdated; nothing is changed */
    <T> T owned(Fence fence, String doing, OwnerWork<T> work) {
        return write(doing + " of run " + fence.run(), handle -> {
            hold(handle, fence);
            return work.in(handle);
        });
    }

    /** The fence (I7): an update, so that the run's row stays locked until the transaction ends. */
    private static void hold(Handle handle, Fence fence) {
        int owned = handle.createUpdate("UPDATE run SET epoch = epoch WHERE run = :run AND epoch = :epoch")
                .bind("run", fence.run()).bind("epoch", fence.epoch()).execute();
        if (owned != 1) {
            throw new StaleEpochException(fence);
        }
    }

    private interface Step<T, E extends Exception> {
        T perform() throws E;
    }

    private static <T, E extends Exception> T translated(String doing, Step<T, E> step) throws E {
        try {
            return step.perform();
        } catch (JdbiException broken) {
            throw new StoreException(doing, broken);
        }
    }
}
