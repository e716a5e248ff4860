package io.tributary.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A word of a closed list, as it is written on the wire: an enum implements it, and reads words by {@link Fields#word}. */
public interface WireWord {
    /** As {@link Enum#name}. */
    String name();

    /** In lower case, with hyphens. */
    @JsonValue
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
