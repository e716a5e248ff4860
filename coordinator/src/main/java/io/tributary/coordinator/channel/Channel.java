package io.tributary.coordinator.channel;

import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The connection of a device in a round. Safe for use by many threads; no method blocks. */
public interface Channel {
    /** By what right it is open. */
    ChannelPass pass();

    /** Answers questions from now on; {@code ending} is told once why the channel ended. */
    void listen(Consumer<ChannelEnd> ending);

    /** Its round is over: tells the device, unless it has answered, and closes after a while if the device does not. Once. */
    void roundOver(RoundOver.Outcome outcome);

    /** Closes it and says why; does nothing if it was closed before. @return completes when it is closed */
    CompletionStage<Void> close(ChannelEnd why);
}
