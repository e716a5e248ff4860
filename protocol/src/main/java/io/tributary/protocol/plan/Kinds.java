package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;

/** Names of kinds: the word on the wire, which configs, help and messages use as well. */
final class Kinds {
    private Kinds() {}

    /** The name under which the sealed type lists the kind of this value. */
    static String of(Class<?> type, Object value) {
        return Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
                .filter(kind -> kind.value() == value.getClass()).map(JsonSubTypes.Type::name).findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        type.getSimpleName() + " does not list " + value.getClass().getSimpleName()));
    }
}
