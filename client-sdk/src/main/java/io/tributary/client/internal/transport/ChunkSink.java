package io.tributary.client.internal.transport;

import io.tributary.protocol.RejectedException;
import java.io.IOException;

/** Takes chunks as they arrive, in any order, on the thread that asked for them. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Checks a chunk and keeps it.
     *
     * @param bytes another chunk's as soon as this returns
     * @throws RejectedException if the bytes are not the chunk wanted
     * @throws IOException if it cannot be kept
     */
    void accept(WantedChunk chunk, byte[] bytes) throws RejectedException, IOException;
}
