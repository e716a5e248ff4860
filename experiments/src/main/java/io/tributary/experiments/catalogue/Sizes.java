package io.tributary.experiments.catalogue;

/**
 * What some presets follow from.
 *
 * @param updates fewest that a round closes with, at least 1
 * @param devices all there are, at least 1
 */
public record Sizes(int updates, int devices) {
    /** For families none of whose presets follow from any. */
    public static final Sizes NONE = new Sizes(1, 1);
}
