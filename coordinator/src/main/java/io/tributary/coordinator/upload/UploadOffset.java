package io.tributary.coordinator.upload;

/**
 * How much of an upload is here.
 *
 * @param offset verified bytes from its beginning
 * @param length bytes of the whole
 * @param complete whether the whole is here and durable; an upload with every byte that is not so needs one more request
 */
public record UploadOffset(long offset, long length, boolean complete) {
    public static UploadOffset complete(long length) {
        return new UploadOffset(length, length, true);
    }
}
