package io.tributary.learning.image;

import java.util.concurrent.Semaphore;

/** Memory for decoding, shared by all threads of the JVM: at most half of the heap, so that many large pictures wait for each other. */
final class DecodeRoom {
    private static final int MIB = 20;
    private static final int ALL =
            (int) Math.min(Integer.MAX_VALUE, Math.max(1, Runtime.getRuntime().maxMemory() >> (MIB + 1)));
    private static final Semaphore FREE = new Semaphore(ALL, true);

    private DecodeRoom() {}

    /** Something to do with memory taken. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Waits for the room, and does it.
     *
     * @throws BadImageException if there will never be so much
     */
    static <T, E extends Exception> T with(long bytes, String name, Work<T, E> work) throws E, BadImageException {
        long wanted = bytes >> MIB;
        if (wanted > ALL) {
            throw new BadImageException(
                    name + ": decoding it takes " + bytes + " bytes, above half of this JVM's heap of "
                            + Runtime.getRuntime().maxMemory() + "; give it a larger one (-Xmx)");
        }
        FREE.acquireUninterruptibly((int) wanted);
        try {
            return work.run();
        } finally {
            FREE.release((int) wanted);
        }
    }
}
