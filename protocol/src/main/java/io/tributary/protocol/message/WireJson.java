package io.tributary.protocol.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The bounded JSON of the wire (RFC 8259, UTF-8 only). Messages ignore fields they do not know, so that a newer peer may
 * say more; signed documents refuse them, because what is signed must be understood whole. What has a version of its own is
 * refused for another version before anything else of it is looked at. Thread-safe.
 */
public final class WireJson {
    /** Largest message, in bytes. */
    public static final int MAX_MESSAGE = 64 * 1024;
    /** Largest signed document, in bytes. */
    public static final int MAX_DOCUMENT = 4 * 1024 * 1024;
    /** Largest JSON that carries a signed document in base64, or a run's whole history, in bytes. */
    public static final int MAX_ENVELOPE = 6 * 1024 * 1024;
    /** Largest array of messages, in bytes: only operators' programs read one. */
    public static final int MAX_LIST = 32 * 1024 * 1024;

    /** Messages that hold a plan, a history or a list, and may so be larger than the rest. */
    private static final Set<Class<?>> LARGE = Set.of(SignedDocument.class, RunRequest.class, RunView.class,
            RunPage.class, TokensMinted.class, TokenPage.class, DevicePage.class, VersionPage.class, AuditPage.class,
            KeyPage.class, ManifestPage.class);
    private static final JsonMapper MAPPER = WireMapper.create(MAX_LIST);

    private WireJson() {}

    /** Encodes a message, document or problem. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a wire type: " + value.getClass(), impossible);
        }
    }

    /**
     * Reads a message or problem, ignoring unknown fields.
     *
     * @throws RejectedException TOO_LARGE, MALFORMED, UNSUPPORTED_VERSION or INVALID_FIELD
     */
    public static <T> T readMessage(byte[] json, Class<T> type) throws RejectedException {
        bound(json, LARGE.contains(type) ? MAX_ENVELOPE : MAX_MESSAGE);
        return read(MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), tree(json, type),
                type);
    }

    /**
     * Reads an array of messages, each as {@link #readMessage} would, of at most {@link #MAX_LIST} bytes in all.
     *
     * @throws RejectedException TOO_LARGE, MALFORMED, UNSUPPORTED_VERSION or INVALID_FIELD
     */
    public static <T> List<T> readMessages(byte[] json, Class<T> type) throws RejectedException {
        bound(json, MAX_LIST);
        ObjectReader reader = MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        JsonNode tree = tree(json, type);
        if (!tree.isArray()) {
            throw new RejectedException(Reason.MALFORMED,
                    "a list of " + type.getSimpleName() + " must be a JSON array");
        }
        List<T> read = new ArrayList<>();
        for (JsonNode item : tree) {
            read.add(read(reader, item, type));
        }
        return read;
    }

    /**
     * Reads a document (a signed payload, or the envelope of one), refusing unknown fields.
     *
     * @throws RejectedException TOO_LARGE, MALFORMED, UNSUPPORTED_VERSION or INVALID_FIELD
     */
    public static <T> T readDocument(byte[] json, Class<T> type) throws RejectedException {
        return readDocument(json, type, LARGE.contains(type) ? MAX_ENVELOPE : MAX_DOCUMENT);
    }

    /**
     * Reads a document that carries a signed one in base64, of at most {@link #MAX_ENVELOPE} bytes, as {@link #readDocument(byte[], Class)}
     * does.
     *
     * @throws RejectedException TOO_LARGE, MALFORMED, UNSUPPORTED_VERSION or INVALID_FIELD
     */
    public static <T> T readEnvelope(byte[] json, Class<T> type) throws RejectedException {
        return readDocument(json, type, MAX_ENVELOPE);
    }

    private static <T> T readDocument(byte[] json, Class<T> type, int most) throws RejectedException {
        bound(json, most);
        return read(MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), tree(json, type),
                type);
    }

    private static void bound(byte[] json, int most) throws RejectedException {
        if (json.length > most) {
            throw new RejectedException(Reason.TOO_LARGE,
                    "the JSON has " + json.length + " bytes; at most " + most + " are read");
        }
    }

    private static JsonNode tree(byte[] json, Class<?> type) throws RejectedException {
        try {
            return MAPPER.readTree(utf8(json));
        } catch (CharacterCodingException malformed) {
            throw new RejectedException(Reason.MALFORMED, type.getSimpleName() + " is not UTF-8");
        } catch (JsonProcessingException malformed) {
            throw JsonRefusal.of(type.getSimpleName(), malformed);
        }
    }

    private static <T> T read(ObjectReader reader, JsonNode tree, Class<T> type) throws RejectedException {
        String name = type.getSimpleName();
        if (!tree.isObject()) {
            throw new RejectedException(Reason.MALFORMED, name + " must be a JSON object");
        }
        if (Versioned.class.isAssignableFrom(type)) {
            checkVersion(tree.path("v"), name);
        }
        if (Envelope.class.isAssignableFrom(type) && tree.path(Envelope.CARRIED).isObject()) {
            checkVersion(tree.path(Envelope.CARRIED).path("v"), name + "." + Envelope.CARRIED);
        }
        try {
            return reader.readValue(tree);
        } catch (JsonProcessingException malformed) {
            throw JsonRefusal.of(name, malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    /** Strict, where Jackson's own decoder lets some ill-formed sequences pass. */
    private static String utf8(byte[] json) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    }

    private static void checkVersion(JsonNode v, String name) throws RejectedException {
        if (!v.isInt() || v.intValue() != Versioned.VERSION) {
            throw new RejectedException(Reason.UNSUPPORTED_VERSION, name + " must have \"v\": " + Versioned.VERSION
                    + (v.isMissingNode() ? ", and has none" : ", not " + Fields.excerpt(v.toString())));
        }
    }
}
