package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the registry, sorted by name.
 *
 * @param models at most {@value #MOST}, by their newest version; together with those that were altered
 * @param altered models whose newest version is not what was signed
 * @param next ask for what comes after this name; null if nothing does
 */
public record ModelPage(List<ModelView> models, List<AlteredVersion> altered,
        @JsonSetter(nulls = Nulls.SET) @Nullable String next) implements WireMessage {
    /** Most models of a page. */
    public static final int MOST = 100;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one is too long
     */
    public ModelPage {
        models = Fields.list("models", models, 0, MOST);
        altered = Fields.list("altered", altered, 0, MOST);
    }
}
