package io.tributary.coordinator.run;

/**
 * How members share runs.
 *
 * @param placement which member is to play a run
 * @param news what members tell each other
 * @param atOnce how many runs this member plays at once, at least 1
 * @param quota what each of them may use
 */
public record RunSharing(Placement placement, RunNews news, int atOnce, RunQuota quota) {
    /** The only member, which plays one run after the other. */
    public static final RunSharing ALONE = alone(1);

    /** Of runs that may use all there is. */
    public RunSharing(Placement placement, RunNews news, int atOnce) {
        this(placement, news, atOnce, RunQuota.NONE);
    }

    /** The only member. */
    public static RunSharing alone(int atOnce) {
        return alone(atOnce, RunQuota.NONE);
    }

    /** The only member, and what each run may use. */
    public static RunSharing alone(int atOnce, RunQuota quota) {
        return new RunSharing(Placement.ALONE, RunNews.NONE, atOnce, quota);
    }

    /** Whether other members may play runs of the same stores. */
    public boolean isShared() {
        return placement.isShared();
    }
}
