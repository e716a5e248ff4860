package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the runs, newest first.
 *
 * @param runs at most {@value #MOST}
 * @param next ask for what comes after this run; null if nothing does
 */
public record RunPage(List<RunSummary> runs, @JsonSetter(nulls = Nulls.SET) @Nullable String next)
        implements WireMessage {
    /** Most runs of a page. */
    public static final int MOST = 200;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public RunPage {
        runs = Fields.list("runs", runs, 0, MOST);
    }
}
