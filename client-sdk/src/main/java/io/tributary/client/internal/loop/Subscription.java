package io.tributary.client.internal.loop;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which models a device takes part in, by the name in the signed offer, which the signed plan must have too.
 *
 * @param models their registry names; every model if there are none
 */
public record Subscription(Set<String> models) {
    boolean takes(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /** As a check-in says it. */
    @Nullable
    List<String> names() {
        return models.isEmpty() ? null : List.copyOf(models);
    }

    /** Why a round of another model is declined. */
    String words(String model) {
        return "this device takes part in runs of " + String.join(", ", models) + ", and not of " + model;
    }
}
