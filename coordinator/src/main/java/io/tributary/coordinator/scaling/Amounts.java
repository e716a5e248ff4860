package io.tributary.coordinator.scaling;

/**
 * What is asked of a member, or the most that it can do, in the same units.
 *
 * @param bytes of uploads that were begun and are not complete, as long as they will be
 * @param uploads how many those are
 * @param receiving uploads whose bytes come in
 * @param ranges of rounds that wait for a core or are at work; the most: cores
 * @param runs that are played here, and that wait until there is room here
 * @param connections that are open
 * @param channels of devices that are open
 * @param checkIns that are held
 */
public record Amounts(double bytes, double uploads, double receiving, double ranges, double runs, double connections,
        double channels, double checkIns) {
    /** Nothing. */
    public static final Amounts NONE = new Amounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** The same with other ranges. */
    Amounts withRanges(double mean) {
        return new Amounts(bytes, uploads, receiving, mean, runs, connections, channels, checkIns);
    }
}
