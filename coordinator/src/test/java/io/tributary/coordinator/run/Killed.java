package io.tributary.coordinator.run;

/** The process is gone, in the middle of what it did. An error, so that nothing in it can go on as if it had only failed. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    /** Says where. */
    public Killed(String where) {
        super(where);
    }
}
