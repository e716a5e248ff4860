package io.tributary.coordinator.channel;

import java.util.Locale;

/** Why a channel ended: the close code and reason that the peer is told (RFC 6455, 7.4), and the tag of a metric. */
public enum ChannelEnd {
    /** The peer closed it. */
    LEFT(1000),
    /** Its round was over a while ago. */
    ROUND_OVER(1000),
    /** The coordinator stops. */
    GOING_AWAY(1001),
    /** A frame that RFC 6455 does not know, or larger than is allowed. */
    VIOLATION(1002),
    /** A binary frame came: only text travels here. */
    BINARY(1003),
    /** A question had no number that can be read, so that nothing could be answered. */
    MALFORMED(1007),
    /** Frames came too fast. */
    FLOOD(1008),
    /** A message of many frames was larger than is allowed. */
    TOO_LARGE(1009),
    /** The session that it was opened in has ended. */
    SESSION_OVER(4001),
    /** The device was revoked. */
    REVOKED(4003),
    /** The device opened another channel, or a copy of it is in use. */
    SUPERSEDED(4009),
    /** The peer does not read what it is sent, so it would not read a close frame. */
    NOT_READING(1006),
    /** The connection broke, or fell silent. */
    BROKEN(1006);

    private final int code;

    ChannelEnd(int code) {
        this.code = code;
    }

    /** As RFC 6455 counts them; 1006 is never sent. */
    public short code() {
        return (short) code;
    }

    /** In lower case, as on the wire and in metrics. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
