package io.tributary.coordinator.upload;

import java.io.EOFException;
import java.io.IOException;

/** The bytes of an upload, in order, taken by one thread. */
public interface UploadBody {
    /** Of a request that brings nothing. */
    UploadBody NONE = new UploadBody() {
        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            throw new EOFException("this request brings no bytes");
        }

        @Override
        public void giveUp(String why) {}
    };

    /**
     * Puts the next bytes, at least one and at most so many, into an array; waits for them.
     *
     * @return how many
     * @throws IOException if the peer went away, is too slow or sent less, or its upload was given up
     */
    int read(byte[] into, int from, int most) throws IOException, InterruptedException;

    /** Makes {@link #read} fail once it has given what is here already. Called by any thread. */
    void giveUp(String why);
}
