package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.UpdateObjects;
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

    /** Its name in the object store, both while it is partial and afterwards. */
    public String object() {
        return UpdateObjects.name(run, round, device, upload);
    }

    /** The part of the name that all uploads of the device for this round share. */
    String prefix() {
        return UpdateObjects.ofDevice(run, round, device);
    }

    /**
     * Reads {@link #object}.
     *
     * @throws IllegalArgumentException if no upload has this name
     */
    static UploadId ofObject(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not the object of an upload: '" + name + "'");
        }
        UploadId upload = new UploadId(Ids.run(parts[1]), Integer.parseInt(parts[2]), Ids.device(parts[3]),
                Ids.upload(parts[4]));
        if (!upload.object().equals(name)) {
            throw new IllegalArgumentException("not the object of an upload: '" + name + "'");
        }
        return upload;
    }
}
