package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.ListedDevice;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The latest date that a stored version or certificate has: a clock that was set back may be behind it. */
record LatestDate(SqlStores rows) {
    private static final int PAGE = 500;

    /** That date, or the time if it is later, in epoch milliseconds. */
    long orNow(InstantSource clock) throws IOException {
        try {
            return Math.max(clock.millis(), Math.max(versions(), certificates()));
        } catch (RejectedException altered) {
            throw new IOException("a stored version or certificate is none: " + altered.getMessage()
                    + "; look first: ./tributary coordinator check", altered);
        }
    }

    private long versions() throws RejectedException {
        long latest = 0;
        for (String model : rows.models().newestOfEach("", Integer.MAX_VALUE).keySet()) {
            List<ModelStore.Version> page = rows.models().versions(model, Optional.empty(), PAGE);
            while (!page.isEmpty()) {
                for (ModelStore.Version row : page) {
                    latest = Math.max(latest,
                            WireJson.readDocument(row.manifest().payload(), ModelManifest.class).created());
                }
                page = rows.models().versions(model, Optional.of(page.getLast().version()), PAGE);
            }
        }
        return latest;
    }

    private long certificates() throws RejectedException {
        long latest = 0;
        List<ListedDevice> page = rows.devices().list(Optional.empty(), "", PAGE);
        while (!page.isEmpty()) {
            for (ListedDevice listed : page) {
                latest = Math.max(latest, WireJson.readDocument(listed.device().certificate().payload(),
                        Certificate.class).issued());
            }
            page = rows.devices().list(Optional.empty(), page.getLast().device().device(), PAGE);
        }
        return latest;
    }
}
