package io.tributary.coordinator.retention;

import io.tributary.coordinator.store.StoreException;

/** Something that is to be done again and again, in parts that are short. */
interface Chore {
    /**
     * Does a part. Being killed in it loses nothing: the next one goes on.
     *
     * @return whether there may be more to do
     * @throws StoreException if storage fails; it is tried again later
     */
    boolean part();
}
