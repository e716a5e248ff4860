package io.tributary.coordinator.upload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of an upload, in order, taken by one thread. */
public interface UploadBody {
    /** Of a request that brings nothing. */
    UploadBody NONE = new UploadBody() {
        @Override
        public ByteBuffer next() throws IOException {
            throw new EOFException("this request brings no bytes");
        }

        @Override
        public void giveUp(String why) {}
    };

    /**
     * The next bytes, at least one; waits for them.
     *
     * @throws IOException if the peer went away, is too slow or sent less, or its upload was given up
     */
    ByteBuffer next() throws IOException, InterruptedException;

    /** Makes {@link #next} fail once it has given what is here already. Called by any thread. */
    void giveUp(String why);
}
