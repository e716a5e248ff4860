package io.tributary.coordinator.store.sql;

import org.jdbi.v3.core.Handle;

/**
 * Complete uploads of one round that may be removed and never count, within one transaction: rows of {@code partial_object} that no turn can
 * hold, under names that no object has, until the round takes no more reports.
 */
final class GivenUpUploads {
    /** No name of an object begins with it. */
    private static final String PREFIX = "~given-up/";
    private final Handle handle;
    private final String run;
    private final int round;

    GivenUpUploads(Handle handle, String run, int round) {
        this.handle = handle;
        this.run = run;
        this.round = round;
    }

    /** Key of an upload's row. */
    String row(String device, String uploadId) {
        return of() + "/" + device + "/" + uploadId;
    }

    private String of() {
        return PREFIX + run + "/" + round;
    }

    boolean contains(String device, String uploadId) {
        return handle.createQuery("SELECT 1 FROM partial_object WHERE object = :object")
                .bind("object", row(device, uploadId)).mapTo(Integer.class).findOne().isPresent();
    }

    /** Nothing is to be said of a round that takes no reports. @return rows that changed */
    int add(String device, String uploadId) {
        return handle.createUpdate("""
                INSERT INTO partial_object (object, turn, upload, changed)
                SELECT :object, '', '', 0 WHERE EXISTS
                (SELECT 1 FROM round_reports WHERE run = :run AND round = :round AND closed = 0)
                ON CONFLICT DO NOTHING
                """).bind("object", row(device, uploadId)).bind("run", run).bind("round", round).execute();
    }

    /** Forgets those of the round: whether it takes reports says enough. */
    void forget() {
        handle.createUpdate("DELETE FROM partial_object WHERE object > :first AND object < :beyond")
                .bind("first", of() + '/').bind("beyond", of() + '0').execute(); // 0 follows the slash
    }
}
