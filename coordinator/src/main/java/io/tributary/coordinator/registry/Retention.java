package io.tributary.coordinator.registry;

/**
 * How much of a model's past is kept. What every version's signed manifest says stays for ever; its chunks stay while it is among the
 * newest, or an active or paused run trains from it.
 *
 * @param versions how many of the newest versions of each model are kept, at least 1
 */
public record Retention(int versions) {
    /** What is kept unless something else is said: ten versions. */
    public static final Retention DEFAULT = new Retention(10);
    /** Everything is kept, for ever. */
    public static final Retention ALL = new Retention(Integer.MAX_VALUE);

    /** @throws IllegalArgumentException if not even the newest version would be kept */
    public Retention {
        if (versions < 1) {
            throw new IllegalArgumentException("retention keeps at least 1 version, not " + versions);
        }
    }
}
