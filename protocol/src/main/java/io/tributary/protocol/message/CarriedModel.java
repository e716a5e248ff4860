package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.SignedDocument;
import java.util.Arrays;

/**
 * A model of one chunk, so small that it comes with an offer. It is checked as one that was fetched.
 *
 * @param manifest the payload is a {@link io.tributary.protocol.plan.ModelManifest}
 * @param chunk the encoded chunk that the manifest names, 1 to {@value #MOST} bytes
 */
public record CarriedModel(SignedDocument manifest, byte[] chunk) {
    /** Most bytes of a chunk: with manifest and offer, in base64, it fits a message. */
    public static final int MOST = 36 << 10;

    /**
     * Copies the chunk.
     *
     * @throws IllegalArgumentException if the chunk is empty or too long
     */
    public CarriedModel {
        Fields.given("manifest", manifest);
        Fields.within("chunk length", Fields.given("chunk", chunk).length, 1, MOST);
        chunk = chunk.clone();
    }

    /** The encoded chunk, a copy. */
    @Override
    public byte[] chunk() {
        return chunk.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarriedModel that && manifest.equals(that.manifest) && Arrays.equals(chunk, that.chunk);
    }

    @Override
    public int hashCode() {
        return manifest.hashCode();
    }

    @Override
    public String toString() {
        return "CarriedModel[" + manifest + ", " + chunk.length + " bytes]";
    }
}
