package io.tributary.coordinator.http;

import java.io.IOException;

/** The bytes of an upload, in order, taken by one thread. */
interface UploadBody {
    /**
     * Fills an array; waits for bytes that have not come.
     *
     * @throws IOException if the peer went away, went silent or sent less
     */
    void read(byte[] into) throws IOException, InterruptedException;
}
