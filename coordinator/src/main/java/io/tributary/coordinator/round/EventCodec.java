package io.tributary.coordinator.round;

import io.tributary.protocol.message.RejectedException;
import io.tributary.protocol.message.WireJson;
import java.nio.charset.StandardCharsets;

/** The JSON in which events are stored: one object with its {@code type}. Unknown fields are refused. */
public final class EventCodec {
    private EventCodec() {}

    /** Encodes an event. */
    public static String encode(RoundEvent event) {
        return new String(WireJson.write(event), StandardCharsets.UTF_8);
    }

    /**
     * Decodes a stored event.
     *
     * @throws IllegalArgumentException if it is not one: the store was altered, or written by a newer version
     */
    public static RoundEvent decode(String json) {
        try {
            return WireJson.readDocument(json.getBytes(StandardCharsets.UTF_8), RoundEvent.class);
        } catch (RejectedException unreadable) {
            throw new IllegalArgumentException("not a stored round event: " + unreadable.detail(), unreadable);
        }
    }
}
