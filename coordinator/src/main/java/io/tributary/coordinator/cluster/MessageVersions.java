package io.tributary.coordinator.cluster;

import io.tributary.protocol.Fields;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of the messages between members a build reads, all from the oldest to the newest. Each member tells the others its own, and
 * whoever writes to a member writes the newest version that both read; who has none in common does without the other (decision 0020). Within a
 * version a message may get further fields at its end, which older builds leave unread.
 *
 * @param oldest 1 or more
 * @param newest not less
 */
public record MessageVersions(int oldest, int newest) {
    /** What this build reads; from version 2 on there are orders of slices. Raise the newest for a change of meaning, the oldest when no member reads less any more. */
    public static final MessageVersions OF_THIS_BUILD = new MessageVersions(1, 2);
    private static final int MOST = 9999;
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})\\.\\.([1-9][0-9]{0,3})");

    /** Checks its arguments. */
    public MessageVersions {
        Fields.within("oldest", oldest, 1, MOST);
        Fields.within("newest", newest, oldest, MOST);
    }

    /** Whether a message of this version is read. */
    boolean reads(int version) {
        return version >= oldest && version <= newest;
    }

    /** The newest version that both read; empty if there is none. */
    OptionalInt inCommonWith(MessageVersions other) {
        int version = Math.min(newest, other.newest);
        return reads(version) && other.reads(version) ? OptionalInt.of(version) : OptionalInt.empty();
    }

    /** As {@link #read} reads it. */
    String text() {
        return oldest + ".." + newest;
    }

    /** What a member said; empty if it said nothing, or nothing that can be understood. */
    static Optional<MessageVersions> read(@Nullable String text) {
        Matcher said = TEXT.matcher(text == null ? "" : text);
        return said.matches() && Integer.parseInt(said.group(1)) <= Integer.parseInt(said.group(2))
                ? Optional.of(new MessageVersions(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2))))
                : Optional.empty();
    }
}
