package io.tributary.client.fake;

/** Ends a client's thread where it is thrown, as a kill would: nothing tidies up. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    public Killed() {
        super("killed, as the test wants");
    }
}
