package io.tributary.coordinator.run;

/** Which member is to play a run: a hint that may be late. Who owns it, the store decides by epoch (I7). Thread-safe, never blocks. */
public interface Placement {
    /** There is no other member. */
    Placement ALONE = new Placement() {
        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public boolean isHere(String run) {
            return true;
        }

        @Override
        public void listen(Runnable changed) {}
    };

    /** Whether other members may play runs of the same stores. */
    boolean isShared();

    /** Whether this member is to play a run, or do work of another name that one member does for all. */
    boolean isHere(String run);

    /** Calls this when members came or went; it must not block. */
    void listen(Runnable changed);
}
