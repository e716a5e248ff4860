package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the population, sorted by id.
 *
 * @param devices at most {@value #MOST}
 * @param next ask for what comes after this id; null if nothing does
 */
public record DevicePage(List<DeviceView> devices, @JsonSetter(nulls = Nulls.SET) @Nullable String next)
        implements WireMessage {
    /** Most devices of a page. */
    public static final int MOST = 200;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public DevicePage {
        devices = Fields.list("devices", devices, 0, MOST);
    }
}
