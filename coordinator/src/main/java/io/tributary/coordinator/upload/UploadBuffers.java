package io.tributary.coordinator.upload;

/**
 * The memory of all uploads together, however many there are (I4).
 *
 * @param received where parts are gathered
 * @param verified where chunks are opened and looked at
 */
record UploadBuffers(ReceiveBuffers received, VerifyBuffers verified) {
    UploadBuffers() {
        this(new ReceiveBuffers(), new VerifyBuffers());
    }
}
