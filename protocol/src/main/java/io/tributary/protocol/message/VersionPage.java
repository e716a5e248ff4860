package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the versions of one model, newest first.
 *
 * @param versions at most {@value #MOST}, together with those that were altered
 * @param altered versions that are not what was signed
 * @param next ask for what comes after this version; null if nothing does
 */
public record VersionPage(List<ModelView> versions, List<AlteredVersion> altered,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer next) implements WireMessage {
    /** Most versions of a page. */
    public static final int MOST = 200;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one is too long
     */
    public VersionPage {
        versions = Fields.list("versions", versions, 0, MOST);
        altered = Fields.list("altered", altered, 0, MOST);
    }
}
