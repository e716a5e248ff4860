package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A device of the population, for operators. Times are epoch milliseconds.
 *
 * @param device its id
 * @param enrolled when it first got a certificate
 * @param expires when its newest certificate ends
 * @param revoked when an operator revoked it; null unless one did
 * @param activity what it did last
 */
public record DeviceView(String device, long enrolled, long expires,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long revoked, DeviceActivity activity) implements WireMessage {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public DeviceView {
        Ids.device(device);
        Fields.within("enrolled", enrolled, 0, Long.MAX_VALUE);
        Fields.within("expires", expires, 0, Long.MAX_VALUE);
    }
}
