package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the enrolment tokens, sorted by id.
 *
 * @param tokens at most {@value #MOST}
 * @param next ask for what comes after this id; null if nothing does
 */
public record TokenPage(List<TokenView> tokens, @JsonSetter(nulls = Nulls.SET) @Nullable String next)
        implements WireMessage {
    /** Most tokens of a page. */
    public static final int MOST = 200;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public TokenPage {
        tokens = Fields.list("tokens", tokens, 0, MOST);
    }
}
