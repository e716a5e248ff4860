package io.tributary.coordinator.run;

/**
 * How members share runs.
 *
 * @param placement which member is to play a run
 * @param news what members tell each other
 * @param atOnce how many runs this member plays at once, at least 1
 */
public record RunSharing(Placement placement, RunNews news, int atOnce) {
    /** The only member, which plays one run after the other. */
    public static final RunSharing ALONE = alone(1);

    /** The only member. */
    public static RunSharing alone(int atOnce) {
        return new RunSharing(Placement.ALONE, RunNews.NONE, atOnce);
    }

    /** Whether other members may play runs of the same stores. */
    public boolean isShared() {
        return placement.isShared();
    }
}
