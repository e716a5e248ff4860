package io.tributary.coordinator.upload;

/** The rest of an upload does not begin where the coordinator holds it up to; nothing was changed. */
public final class WrongOffsetException extends Exception {
    private static final long serialVersionUID = 1;
    private final long offered;
    private final transient UploadOffset right;

    WrongOffsetException(long offered, UploadOffset right) {
        super("offset " + offered + " for " + right);
        this.offered = offered;
        this.right = right;
    }

    /** What was wrong and what would be right. */
    public String detail() {
        return "the upload is here up to byte " + right.offset() + " of " + right.length()
                + (right.complete() ? ", complete" : "") + "; its rest begins there, not at " + offered;
    }

    /** Where the rest begins. */
    public UploadOffset right() {
        return right;
    }
}
