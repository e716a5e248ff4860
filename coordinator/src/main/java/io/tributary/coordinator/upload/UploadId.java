package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.UpdateBlobs;
import io.tributary.protocol.Ids;

/**
 * Which upload is meant.
 *
 * @param run UUIDv7 of its run
 * @param round 1-based number of its round
 * @param device who sends it
 * @param upload the id that the device chose
 */
public record UploadId(String run, int round, String device, String upload) {
    private static final int PARTS = 5;

    /** Its name in the blob store, both while it is partial and afterwards. */
    public String blob() {
        return UpdateBlobs.name(run, round, device, upload);
    }

    /** The part of the name that all uploads of the device for this round share. */
    String prefix() {
        return UpdateBlobs.ofDevice(run, round, device);
    }

    /**
     * Reads {@link #blob}.
     *
     * @throws IllegalArgumentException if no upload has this name
     */
    static UploadId ofBlob(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not the blob of an upload: '" + name + "'");
        }
        UploadId upload = new UploadId(Ids.run(parts[1]), Integer.parseInt(parts[2]), Ids.device(parts[3]),
                Ids.upload(parts[4]));
        if (!upload.blob().equals(name)) {
            throw new IllegalArgumentException("not the blob of an upload: '" + name + "'");
        }
        return upload;
    }
}
