package io.tributary.coordinator.store;

/** A write by an owner that is no longer the owner (I7); nothing was changed. */
public final class StaleEpochException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names the outdated fence. */
    public StaleEpochException(Fence fence) {
        super("run " + fence.run() + ": epoch " + fence.epoch() + " is no longer the owner's");
    }
}
