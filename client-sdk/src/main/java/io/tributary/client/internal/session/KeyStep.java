package io.tributary.client.internal.session;

import io.tributary.client.internal.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.FollowedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Follows the coordinator's keys, before a device enrols and whenever it opens a session: keys are replaced while the coordinator does not
 * run, so no session lives on from before.
 */
final class KeyStep {
    private final FollowedKeys keys;
    private final Transport transport;

    KeyStep(Device device, Transport transport) {
        this.keys = device.keys().coordinator();
        this.transport = transport;
    }

    /**
     * Asks for what follows the newest set that is known, and for that one, which must be as it was.
     *
     * @throws RejectedException if what is shown does not follow from the keys that are known
     * @throws UncheckedIOException if it cannot be kept
     */
    void follow() throws RejectedException, TransportException, InterruptedException {
        try {
            keys.follow(transport.keys(Math.max(0, keys.chain().sequence() - 1)));
        } catch (IOException failed) {
            throw new UncheckedIOException("keeping the coordinator's keys", failed);
        }
    }
}
