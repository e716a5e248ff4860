package io.tributary.client.internal.round;

import io.tributary.protocol.message.CoordinatorMessage.RoundOver;

/** The round is over for this device, which breaks off what it does for it. No failure: the device checks in again. */
final class RoundOverException extends InterruptedException {
    private static final long serialVersionUID = 1;

    RoundOverException(RoundOver.Outcome outcome) {
        super("the round is over: " + outcome.code());
    }
}
