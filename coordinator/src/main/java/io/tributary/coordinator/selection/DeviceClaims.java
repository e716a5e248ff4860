package io.tributary.coordinator.selection;

import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.plan.Requirements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device that asks for work says of itself. It cannot be checked, and is believed for nothing but leaving the device out of rounds.
 *
 * @param resources what it offers to training; empty if it does not say
 * @param models registry names of the models whose runs it takes part in; empty for all
 */
public record DeviceClaims(Optional<Resources> resources, Set<String> models) {
    /** Of a device that says nothing. */
    public static final DeviceClaims NONE = new DeviceClaims(Optional.empty(), Set.of());

    /** Copies. */
    public DeviceClaims {
        models = Set.copyOf(models);
    }

    /** What a check-in says. */
    public static DeviceClaims of(DeviceMessage.CheckIn checkIn) {
        return of(checkIn.resources(), checkIn.models());
    }

    /** The same as members tell it to each other; null where nothing is said. */
    public static DeviceClaims of(@Nullable Resources resources, @Nullable List<String> models) {
        return new DeviceClaims(Optional.ofNullable(resources), models == null ? Set.of() : Set.copyOf(models));
    }

    /** Whether the device takes part in runs of a model. */
    public boolean takes(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /**
     * Whether it may be drawn for rounds of a model.
     *
     * @param required what it must have claimed, if anything; who claimed nothing does not have it
     */
    boolean fit(String model, Optional<Requirements> required) {
        return takes(model)
                && (required.isEmpty() || resources.filter(claimed -> claimed.meets(required.get())).isPresent());
    }
}
