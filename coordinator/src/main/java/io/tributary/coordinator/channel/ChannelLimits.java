package io.tributary.coordinator.channel;

import io.tributary.protocol.message.WireJson;
import java.time.Duration;

/**
 * What channels may cost.
 *
 * @param most channels of this coordinator
 * @param framesAtOnce frames of any kind that one peer may send at once
 * @param framesPerSecond and how many in the long run
 * @param queueBytes bytes for a peer that it has not read yet; with more its connection is cut
 * @param linger how long a channel stays open after its round
 */
public record ChannelLimits(int most, int framesAtOnce, int framesPerSecond, int queueBytes, Duration linger) {
    /** Largest frame, and largest message of many frames, in bytes. */
    public static final int MAX_MESSAGE = WireJson.MAX_MESSAGE;

    public static final ChannelLimits DEFAULT = new ChannelLimits(10_000, 64, 16, 64 * 1024, Duration.ofSeconds(10));
}
