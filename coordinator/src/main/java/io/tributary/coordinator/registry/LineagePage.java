package io.tributary.coordinator.registry;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.plan.SignedDocument;
import java.util.ArrayList;
import java.util.List;

/** Collects a part of a lineage, a few manifests at a time, until it is as large as a page may be or the lineage ends. One use. */
final class LineagePage {
    /** Manifests that are read at once: those of large models have megabytes. */
    private static final int AT_ONCE = 8;
    private final List<SignedDocument> manifests = new ArrayList<>();
    private final int most;
    private int bytes;

    private LineagePage(int most) {
        this.most = most;
    }

    /**
     * The manifests after a version.
     *
     * @param most bytes of payloads, unless the first one alone has more
     * @throws RejectedException NOT_FOUND if there is no such model
     */
    static ManifestPage of(SignedVersions versions, String model, int after, int most) throws RejectedException {
        LineagePage page = new LineagePage(most);
        List<ModelVersion> some = versions.after(model, after, AT_ONCE);
        if (some.isEmpty() && versions.newest(model).isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no model '" + model + "' here");
        }
        while (!some.isEmpty() && page.takes(some)) {
            some = versions.after(model, some.getLast().manifest().version(), AT_ONCE);
        }
        return new ManifestPage(page.manifests);
    }

    /** Whether there is room for all of them. */
    private boolean takes(List<ModelVersion> some) {
        return some.stream().allMatch(version -> takes(version.signed()));
    }

    private boolean takes(SignedDocument manifest) {
        bytes += manifest.payloadLength();
        return (manifests.isEmpty() || (bytes <= most && manifests.size() < ManifestPage.MOST))
                && manifests.add(manifest);
    }
}
