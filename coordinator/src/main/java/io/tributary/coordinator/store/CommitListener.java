package io.tributary.coordinator.store;

/**
 * Is told of each transaction that changed something, after it became durable and before its caller hears of it. Called by many
 * threads. Throws {@link StoreException} if it cannot do its part: the caller then does not know whether the change was made.
 */
public interface CommitListener {
    /** Nobody listens. */
    CommitListener NONE = _ -> {};

    /** This transaction of the database is durable, and all before it. */
    void committed(LastWritten last);
}
