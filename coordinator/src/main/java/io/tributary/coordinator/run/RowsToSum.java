package io.tributary.coordinator.run;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rows of the updates that a round closed with, one a device, sorted by device; each says what its device signed. */
final class RowsToSum {
    private RowsToSum() {}

    /**
     * Reads and checks them.
     *
     * @throws RefusedUpdateException if a row is gone, or says something else than its device signed
     */
    static List<AcceptedUpdate> of(RunServices.Storage storage, String run, int round, Collection<String> devices)
            throws RefusedUpdateException {
        Map<String, AcceptedUpdate> stored = new HashMap<>();
        storage.rounds().accepted(run, round).forEach(row -> stored.put(row.device(), row));
        List<AcceptedUpdate> rows = new ArrayList<>();
        for (String device : new TreeSet<>(devices)) {
            try {
                AcceptedUpdate row = stored.get(device);
                if (row == null) {
                    throw new RejectedException(Reason.NOT_FOUND, "the row of its accepted update is gone");
                }
                storage.reports().verify(row);
                rows.add(row);
            } catch (RejectedException refused) {
                throw new RefusedUpdateException(device, refused);
            }
        }
        return rows;
    }
}
