package io.tributary.client.internal.round;

import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;

/** Tells the coordinator that the device will not finish a round, so that it need not wait for the deadline. */
public final class DeclineStep {
    private static final int MOST = 1000;
    private final Device device;
    private final AuthenticatedCalls calls;

    public DeclineStep(Device device, AuthenticatedCalls calls) {
        this.device = device;
        this.calls = calls;
    }

    CoordinatorMessage decline(RoundOffer offer, Reason reason, String why)
            throws RejectedException, TransportException, InterruptedException {
        String line = why.replaceAll("\\p{Cntrl}", " ");
        DeviceMessage.Decline decline = new DeviceMessage.Decline(device.id(), offer.run(), offer.round(),
                line.substring(0, Math.min(MOST, line.length())), reason);
        return calls.say(decline);
    }
}
