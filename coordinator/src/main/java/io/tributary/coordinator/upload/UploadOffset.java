package io.tributary.coordinator.upload;

/**
 * How much of an upload is stored here.
 *
 * @param offset verified bytes from its beginning
 * @param length bytes of the whole
 * @param complete whether the whole is stored and durable; an upload of which every byte is here but that is not complete needs one
 *     more request
 */
public record UploadOffset(long offset, long length, boolean complete) {
    public static UploadOffset complete(long length) {
        return new UploadOffset(length, length, true);
    }

    /** The rest of an upload does not begin where the stored part ends; nothing was changed. */
    public static final class WrongOffsetException extends Exception {
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
}
