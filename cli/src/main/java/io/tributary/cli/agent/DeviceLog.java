package io.tributary.cli.agent;

import io.tributary.cli.console.CommandException;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.Phase;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says in lines how a device fares, and notices a refusal that will not go away. A line that is the same as the one before is left out.
 * One thread at a time.
 */
final class DeviceLog implements ClientListener {
    private final Consumer<String> said;
    private final Runnable giveUp;
    private volatile Optional<CommandException> end = Optional.empty();
    private String last = "";
    private long bytesUp;

    /** @param giveUp is called when the device can do nothing more */
    DeviceLog(Consumer<String> said, Runnable giveUp) {
        this.said = said;
        this.giveUp = giveUp;
    }

    /** Why the device gave up, if it did. */
    Optional<CommandException> end() {
        return end;
    }

    @Override
    public void on(ClientEvent event) {
        switch (event) {
            case ClientEvent.Started started -> began(started);
            case ClientEvent.Finished finished -> ended(finished);
            case ClientEvent.Ineligible ineligible -> say("not taking part now: "
                    + String.join(", ", ineligible.lacks()));
            case ClientEvent.Waiting waiting -> say("connected, waiting for " + waiting.what());
            case ClientEvent.Failed failed -> failed(failed);
            case ClientEvent.Served _ -> {}
            case ClientEvent.Declined declined -> say("round " + declined.round() + ": declined, " + declined.why());
            case ClientEvent.Ended ended -> say("ended: " + ended.detail());
        }
    }

    private void began(ClientEvent.Started started) {
        if (started.phase() == Phase.FETCH && started.round() > 0) {
            bytesUp = 0;
            say("round " + started.round() + ": chosen, fetching the model");
        } else if (started.phase() == Phase.TRAIN) {
            say("round " + started.round() + ": training");
        }
    }

    private void ended(ClientEvent.Finished finished) {
        bytesUp += finished.bytesUp();
        switch (finished.phase()) {
            case ENROL -> say("enrolled; the token is not needed again");
            case FETCH -> fetched(finished);
            case REPORT -> say("round " + finished.round() + ": the update counts, " + bytesUp + " bytes sent");
            default -> {}
        }
    }

    private void fetched(ClientEvent.Finished finished) {
        if (finished.round() == 0) {
            say("run " + finished.run() + " has ended, and its model is here");
        }
    }

    private void failed(ClientEvent.Failed failed) {
        String where = failed.round() > 0 ? "round " + failed.round() + ", " : "";
        say(where + failed.phase().name().toLowerCase(Locale.ROOT).replace('_', '-') + " failed: "
                + failed.cause().getMessage());
        if (failed.cause() instanceof RejectedException refused && isFinal(failed.phase(), refused.reason())) {
            end = Optional.of(new CommandException(hint(refused), refused));
            giveUp.run();
        }
    }

    /** Whether the refusal is final: the device cannot enrol, was revoked or copied. */
    private static boolean isFinal(Phase phase, Reason reason) {
        return reason == Reason.REVOKED || reason == Reason.CLONED
                || (phase == Phase.ENROL && !reason.passes() && !reason.endsRound());
    }

    private static String hint(RejectedException refused) {
        return switch (refused.reason()) {
            case UNAUTHENTICATED, EXPIRED, TOKEN_USED -> "this device could not enrol (" + refused.reason().code()
                    + "): it needs a one-time token of its own, --token-file FILE; an operator makes one with "
                    + "./tributary tokens create";
            case REVOKED -> "an operator revoked this device; that is for ever: enrol under another name";
            case CLONED -> "this device is out: " + refused.detail();
            case DEVICE_TAKEN ->
                    "this name is enrolled with another key; choose another --name, or use the --directory "
                            + "that it was enrolled from";
            case WRONG_SIGNER, BAD_SIGNATURE, UNSIGNED -> "what answers is not the coordinator of the --trust folder ("
                    + refused.reason().code() + "); copy the folder trust of the right one";
            default -> "this device could not enrol (" + refused.reason().code() + "): " + refused.detail();
        };
    }

    private void say(String line) {
        if (!line.equals(last)) {
            last = line;
            said.accept(line);
        }
    }
}
