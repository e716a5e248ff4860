package io.tributary.client.internal.loop;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.model.ServedBy;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.learning.PredictorLoader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a device keeps on disk, below its directory.
 *
 * @param models verified model versions
 * @param journal the sealed update under way
 * @param states what training keeps from round to round
 */
public record DeviceFiles(ModelStore models, UpdateJournal journal, DeviceStates states) {
    /**
     * Reads and verifies what is there.
     *
     * @param loader makes predictors of models; empty on a device that only trains
     * @param listener hears of what is of no use, and is discarded
     * @throws IOException if the disk fails, or a key file holds no key
     */
    public static DeviceFiles open(Device device, Optional<PredictorLoader> loader, ClientListener listener)
            throws IOException {
        Consumer<Exception> discarded = why -> listener.on(new ClientEvent.Failed(Phase.LOAD, "", 0, why));
        DeviceStates states = DeviceStates.open(device.directory(), device.id(), discarded::accept);
        ModelStore models = ModelStore.open(device.directory(), device.keys(), new ServedBy(loader, states::of),
                discarded);
        UpdateJournal journal = UpdateJournal.open(device.directory(), device.id(), device.keys(), discarded::accept);
        return new DeviceFiles(models, journal, states);
    }
}
