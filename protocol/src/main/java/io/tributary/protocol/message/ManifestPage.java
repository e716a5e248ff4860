package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;

/**
 * A part of a model's lineage, oldest first and without a gap.
 *
 * @param manifests each a {@link io.tributary.protocol.plan.ModelManifest}, at most {@value #MOST}; none after the newest
 */
public record ManifestPage(List<SignedDocument> manifests) implements WireMessage {
    /** Most manifests of a page. */
    public static final int MOST = 512;
    /** Bytes of payloads that a page holds, unless its first manifest alone has more. */
    public static final int PAYLOADS = 512 * 1024;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public ManifestPage {
        manifests = Fields.list("manifests", manifests, 0, MOST);
    }
}
