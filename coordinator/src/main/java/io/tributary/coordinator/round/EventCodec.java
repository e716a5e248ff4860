package io.tributary.coordinator.round;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON in which events are stored: one object with its {@code type}. Missing and unknown fields are refused. */
public final class EventCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private EventCodec() {}

    /** Encodes an event. */
    public static String encode(RoundEvent event) {
        try {
            return MAPPER.writerFor(RoundEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a storable event: " + event.getClass(), impossible);
        }
    }

    /**
     * Decodes a stored event.
     *
     * @throws IllegalArgumentException if it is not one: the store was altered, or written by a newer version
     */
    public static RoundEvent decode(String json) {
        try {
            return MAPPER.readValue(json, RoundEvent.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not a stored round event: " + unreadable.getOriginalMessage(),
                    unreadable);
        }
    }
}
