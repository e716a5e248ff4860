package io.tributary.coordinator.round;

/**
 * What a round moved, as this coordinator counted it.
 *
 * @param bytesUp bytes of updates received, refused ones as well
 * @param bytesDown bytes of model chunks sent
 * @param uploadMillis time in which at least one upload was under way
 */
public record Traffic(long bytesUp, long bytesDown, long uploadMillis) {
    /** Nothing moved. */
    public static final Traffic NONE = new Traffic(0, 0, 0);
}
