package io.tributary.client.internal.transport;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays that chunks arrive in, each used again once its chunk was taken, so that a download makes as many as it has requests under
 * way, and not one for each chunk. One thread.
 */
final class ChunkRooms {
    private final Deque<byte[]> free = new ArrayDeque<>();

    /** An array of this length, with anything in it. */
    byte[] take(int length) {
        byte[] room = free.poll();
        return room != null && room.length == length ? room : new byte[length];
    }

    /** Gives back an array that nobody reads or writes any more. */
    void giveBack(byte[] room) {
        free.push(room);
    }
}
