package io.tributary.protocol.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The bounded JSON of the wire. Messages ignore fields they do not know, so that a newer peer may say more; signed
 * documents refuse them, because nobody agrees to what he cannot read. Thread-safe.
 */
public final class WireJson {
    /** Largest message, in bytes. */
    public static final int MAX_MESSAGE = 64 * 1024;
    /** Largest signed document, in bytes. */
    public static final int MAX_DOCUMENT = 4 * 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(64)
                    .maxNameLength(64).maxStringLength(MAX_DOCUMENT * 2).maxDocumentLength(MAX_DOCUMENT * 2L).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).build();

    private WireJson() {}

    /** Encodes a message, document or problem. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a wire type: " + value.getClass(), impossible);
        }
    }

    /** Reads a message or problem, ignoring unknown fields. */
    public static <T> T readMessage(byte[] json, Class<T> type) throws RejectedException {
        bound(json, MAX_MESSAGE);
        return read(MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), json, type);
    }

    /** Reads a document (a signed payload, or the envelope of one), refusing unknown fields. */
    public static <T> T readDocument(byte[] json, Class<T> type) throws RejectedException {
        bound(json, MAX_DOCUMENT);
        return read(MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), json, type);
    }

    private static void bound(byte[] json, int most) throws RejectedException {
        if (json.length > most) {
            throw new RejectedException(Reason.TOO_LARGE, json.length + " bytes are more than " + most);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] json, Class<T> type) throws RejectedException {
        try {
            T value = reader.readValue(json);
            if (value == null) {
                throw new RejectedException(Reason.MALFORMED, "null is no " + type.getSimpleName());
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw new RejectedException(Reason.MALFORMED, type.getSimpleName() + ": " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }
}
