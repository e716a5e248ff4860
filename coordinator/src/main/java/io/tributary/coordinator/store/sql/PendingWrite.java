package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** A write that waits for its transaction, and what came of it. Handed from thread to thread under the lock of {@link GroupCommit}. */
final class PendingWrite<T, E extends Exception> {
    private final String doing;
    private final HandleCallback<T, E> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean over;

    PendingWrite(String doing, HandleCallback<T, E> work) {
        this.doing = doing;
        this.work = work;
    }

    String doing() {
        return doing;
    }

    /** Writes, in somebody's transaction. @return false if it failed: what it wrote is to be rolled back */
    boolean perform(Handle handle) {
        try {
            result = work.withHandle(handle);
        } catch (Throwable failed) { // whatever it is, the thread that asked for this write is to have it
            failure = failed;
        }
        return failure == null;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** The transaction failed; a write that failed before it has its own reason. */
    void failWith(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** What the work returned, or what it threw. @throws StoreException if SQL failed, or the transaction */
    @SuppressWarnings({"unchecked", "NullAway"}) // what work throws is an E or unchecked, what it returns a T
    T result() throws E {
        return switch (failure) {
            case null -> result;
            case JdbiException broken -> throw new StoreException(doing, broken);
            case RuntimeException broken -> throw broken;
            case Error broken -> throw broken;
            default -> throw (E) failure;
        };
    }
}
