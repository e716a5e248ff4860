package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.UpdateBlobs;
import io.tributary.protocol.Ids;

/** Whose upload of what. */
public record Upload(String run, int round, String device, String uploadId) {
    private static final int PARTS = 5;

    /** Its name in the blob store, as long as it is partial and afterwards. */
    public String blob() {
        return UpdateBlobs.name(run, round, device, uploadId);
    }

    /** What it shares with other uploads of its device for its round. */
    String place() {
        return UpdateBlobs.ofDevice(run, round, device);
    }

    /**
     * Reads {@link #blob}.
     *
     * @throws IllegalArgumentException if no upload has this name
     */
    static Upload ofBlob(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not the blob of an upload: '" + name + "'");
        }
        Upload upload = new Upload(Ids.run(parts[1]), Integer.parseInt(parts[2]), Ids.device(parts[3]),
                Ids.upload(parts[4]));
        if (!upload.blob().equals(name)) {
            throw new IllegalArgumentException("not the blob of an upload: '" + name + "'");
        }
        return upload;
    }
}
