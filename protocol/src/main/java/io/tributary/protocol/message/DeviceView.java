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
 */
public record DeviceView(String device, long enrolled, long expires,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long revoked) {
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
