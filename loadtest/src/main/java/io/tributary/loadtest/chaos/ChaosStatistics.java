package io.tributary.loadtest.chaos;

/**
 * What a proxy did so far.
 *
 * @param connections accepted
 * @param refused connections whose target did not answer
 * @param bytesUp bytes read from whoever connected, whatever became of them
 * @param bytesDown bytes read from the target
 * @param cuts connections cut
 * @param holes connections that became black holes
 * @param dropped bytes lost in them
 * @param delayed segments made late
 * @param duplicated segments sent twice
 * @param flipped bits flipped
 * @param throttled pieces held back
 * @param replayed connections sent once more
 */
public record ChaosStatistics(long connections, long refused, long bytesUp, long bytesDown, long cuts, long holes,
        long dropped, long delayed, long duplicated, long flipped, long throttled, long replayed) {
    /** Nothing happened. */
    public static final ChaosStatistics NONE = new ChaosStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What two proxies did together. */
    public ChaosStatistics plus(ChaosStatistics other) {
        return new ChaosStatistics(connections + other.connections, refused + other.refused, bytesUp + other.bytesUp,
                bytesDown + other.bytesDown, cuts + other.cuts, holes + other.holes, dropped + other.dropped,
                delayed + other.delayed, duplicated + other.duplicated, flipped + other.flipped,
                throttled + other.throttled, replayed + other.replayed);
    }
}
