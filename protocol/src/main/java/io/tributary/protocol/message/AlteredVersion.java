package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;

/**
 * A version of the registry that is not what the coordinator signed: somebody altered what is stored.
 *
 * @param model its name
 * @param version at least 0
 * @param why what is wrong with its manifest, a line
 */
public record AlteredVersion(String model, int version, String why) {
    /** Most characters of the reason. */
    public static final int MAX_TEXT = 200;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public AlteredVersion {
        Ids.model(model);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        Fields.line("why", why, 1, MAX_TEXT);
    }
}
