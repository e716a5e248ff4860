package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a session among those of its device. Each opening shows what the opening before it drew, and draws anew. An opening whose
 * answer was lost is asked for again with the same link. Of two copies of a device's directory each draws its own, so their chains fork.
 *
 * @param previous what the last opening that was answered drew; null if the device knows of none
 * @param next drawn by the device for this opening, 16 random bytes in base64url without padding
 */
public record SessionLink(@JsonSetter(nulls = Nulls.SET) @Nullable String previous, String next) {
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_-]{22}");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is not of its form
     */
    public SessionLink {
        if (previous != null) {
            require("previous", previous);
        }
        require("next", next);
    }

    private static void require(String field, String value) {
        if (!LINK.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 22 characters of A-Z, a-z, 0-9, '-' and '_', not " + Fields.excerpt(value));
        }
    }
}
