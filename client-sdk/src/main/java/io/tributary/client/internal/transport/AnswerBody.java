package io.tributary.client.internal.transport;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Gathers an answer's body: of a declared length in one array of that length, which is then the body itself. Used by one event loop.
 */
final class AnswerBody {
    private static final int FIRST = 1024;
    private byte[] bytes;
    private int length;

    private AnswerBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The body of an answer.
     *
     * @param declared its length, -1 if that is not known
     * @param room is used if the body has exactly its length
     */
    static AnswerBody of(int declared, byte[] room) {
        return new AnswerBody(declared == room.length ? room : new byte[declared < 0 ? FIRST : declared]);
    }

    int length() {
        return length;
    }

    void add(Buffer part) {
        if (part.length() > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + part.length(), 2 * length));
        }
        part.getBytes(bytes, length);
        length += part.length();
    }

    /** What was gathered: the array itself if it is full. */
    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
