package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link SessionRequest}: what the device shows as {@code Authorization: Bearer} until it expires. Never
 * prints the token.
 *
 * @param token 32..256 characters of A-Z, a-z, 0-9, '-', '_', '.' and '~'; a secret
 * @param expires epoch milliseconds
 * @param now epoch milliseconds on the coordinator's clock when it answered, by which deadlines are measured; null where an older
 *     coordinator does not say it
 */
public record SessionGrant(String token, long expires,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long now)
        implements WireMessage {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.~-]{32,256}");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range; the message does not hold the token
     */
    public SessionGrant {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "token must have 32..256 characters of A-Z, a-z, 0-9, '-', '_', '.' and '~', this one has "
                            + token.length());
        }
        Fields.within("expires", expires, 0, Long.MAX_VALUE);
        if (now != null) {
            Fields.within("now", now, 0, Long.MAX_VALUE);
        }
    }

    @Override
    public String toString() {
        return "SessionGrant[token=(redacted), expires=" + expires + ", now=" + now + "]";
    }
}
