package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.Fields;
import java.net.URI;
import java.util.List;
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
 * @param members where the members of the coordinator listen, the one that answers included, as {@link CoordinatorAddress#uri}; empty, and
 *     absent on the wire, where there is one, or one address for all
 */
public record SessionGrant(String token, long expires,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long now,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) List<URI> members)
        implements WireMessage {
    /** Most members that a device is told of. */
    public static final int MOST_MEMBERS = 64;
    /** Most characters of an address. */
    public static final int MOST_ADDRESS = 300;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.~-]{32,256}");

    /** A grant of a coordinator whose members are not told. */
    public SessionGrant(String token, long expires, @Nullable Long now) {
        this(token, expires, now, List.of());
    }

    /**
     * Checks its arguments, and copies the list.
     *
     * @throws IllegalArgumentException if a field is out of range; the message does not hold the token
     */
    @JsonCreator
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
        members = members == null ? List.of() : Fields.list("members", members, 0, MOST_MEMBERS);
        members.forEach(SessionGrant::requireAddress);
    }

    private static void requireAddress(URI member) {
        Fields.within("length of an address in members", member.toString().length(), 1, MOST_ADDRESS);
        CoordinatorAddress.of("members", member);
    }

    /** The same session, with the members that its device may go to. */
    public SessionGrant withMembers(List<URI> others) {
        return new SessionGrant(token, expires, now, others);
    }

    @Override
    public String toString() {
        return "SessionGrant[token=(redacted), expires=" + expires + ", now=" + now + ", members=" + members + "]";
    }
}
