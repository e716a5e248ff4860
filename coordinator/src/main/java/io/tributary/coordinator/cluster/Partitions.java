package io.tributary.coordinator.cluster;

/** Which member is to have what has a name: a hint that may be late, and for a moment another one for two members. Thread-safe. */
public interface Partitions {
    /** Id of that member. */
    String member(String name);

    /** Whether it is this member. */
    boolean isHere(String name);

    /** All is had by a member that has no others. */
    static Partitions alone(String self) {
        return new Partitions() {
            @Override
            public String member(String name) {
                return self;
            }

            @Override
            public boolean isHere(String name) {
                return true;
            }
        };
    }
}
