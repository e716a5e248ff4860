package io.tributary.coordinator.run;

import java.util.Set;

/** Which members may play runs: hints that may be late. Who owns a run, the store decides by epoch (I7). Thread-safe, never blocks. */
public interface Placement {
    /** There is no other member. */
    Placement ALONE = new Placement() {
        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public Set<String> members() {
            return Set.of();
        }

        @Override
        public String home(String run) {
            return "";
        }

        @Override
        public void listen(Runnable changed) {}
    };

    /** Whether other members may play runs of the same stores. */
    boolean isShared();

    /** Ids of the members that are known, this one included; empty for a coordinator of its own. */
    Set<String> members();

    /** The member that a run lies with if no member has too many: the same whichever asks, as long as they know the same members. */
    String home(String run);

    /** Calls this when members came or went; it must not block. */
    void listen(Runnable changed);
}
