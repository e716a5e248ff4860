package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the registry, sorted by name.
 *
 * @param models at most {@value #MOST}
 * @param next ask for what comes after this name; null if nothing does
 */
public record ModelPage(List<ModelView> models, @JsonSetter(nulls = Nulls.SET) @Nullable String next)
        implements WireMessage {
    /** Most models of a page. */
    public static final int MOST = 100;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public ModelPage {
        models = Fields.list("models", models, 0, MOST);
    }
}
