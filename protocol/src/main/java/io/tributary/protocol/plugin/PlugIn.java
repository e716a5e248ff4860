package io.tributary.protocol.plugin;

import java.util.List;

/**
 * What every plug-in says of itself, whatever its port. A provider is a public class with a public constructor without parameters, named in
 * {@code META-INF/services/} of its jar under the name of the port. It is immutable and safe for use by many threads.
 *
 * <p>A plan names a plug-in by name and version, and carries its settings. It never carries code: a process looks among the providers that
 * whoever started it put on its class path, and declines by name what is not there.
 */
public interface PlugIn {
    /** As configs and plans write it, such as {@code weightedMedian}: a small letter, then letters and digits, 1..64 in all. */
    String name();

    /**
     * Compared as text with what a plan says: 1..32 letters, digits, dots, dashes, plus signs or underscores. To be changed with every
     * change of what is computed, be it one bit (I10).
     */
    String version();

    /** What it does: a sentence of 1..200 characters. */
    String summary();

    /** What a config may set, at most {@link PlugInSpec#MOST_SETTINGS}, each with another name; none unless it says so. */
    default List<PlugInSetting> settings() {
        return List.of();
    }
}
