package io.tributary.coordinator.directory;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditHead;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replaces keys of a coordinator that does not run: the old root signs the new keys, and old secrets are destroyed. One file is replaced in
 * one step, and it holds the new secrets and the chain: a kill before that step leaves the old keys in force, a kill after it the new
 * ones. What comes after it, the next start makes up for.
 */
public final class HandOver {
    private final Path directory;
    private final InstantSource clock;
    private final Progress progress;

    /** Is told when a step was done. */
    interface Progress {
        void after(String step) throws IOException;
    }

    HandOver(Path directory, InstantSource clock, Progress progress) {
        this.directory = directory;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Replaces keys; that of the audit log always is among them.
     *
     * @param purposes of the keys to replace
     * @return the new keys
     * @throws NotWholeException if the directory is not whole
     * @throws IOException if it holds no coordinator's state, there are {@value KeySet#MOST} key sets already, or it cannot be read or
     *     written
     */
    public static SigningKeys of(Path directory, Set<KeyPurpose> purposes, InstantSource clock) throws IOException {
        return new HandOver(directory, clock, _ -> {}).replace(purposes);
    }

    SigningKeys replace(Set<KeyPurpose> purposes) throws IOException {
        if (!CoordinatorDirectory.isUsed(directory)) {
            throw new IOException(directory + " holds no coordinator's state");
        }
        Set<KeyPurpose> replaced = EnumSet.of(KeyPurpose.AUDIT);
        replaced.addAll(purposes);
        SigningKeys next = prepare(replaced);
        progress.after("closed");
        KeyFile.write(directory.resolve(CoordinatorDirectory.KEY), next);
        progress.after("written");
        try (CoordinatorDirectory home = CoordinatorDirectory.open(directory, clock)) {
            try (SqlStores rows = rows(home)) {
                new AuditLog(rows.audit(), home.keys(), clock).beginUnderTheseKeys();
                progress.after("said");
            }
            home.databaseClosed();
        }
        return next;
    }

    /** Says under the old keys what is about to be done, and makes the new ones. */
    private SigningKeys prepare(Set<KeyPurpose> replaced) throws IOException {
        try (CoordinatorDirectory home = CoordinatorDirectory.open(directory, clock)) {
            SigningKeys old = home.keys();
            if (old.chain().sequence() == KeySet.MOST) {
                throw new IOException(directory + " has " + KeySet.MOST + " key sets, and there may be no more: begin "
                        + "with a new directory and give devices its trust.json");
            }
            SigningKeys next;
            try (SqlStores rows = rows(home)) {
                AuditLog log = new AuditLog(rows.audit(), old, clock);
                log.beginUnderTheseKeys();
                log.begun(new AuditAction("operator:local", "admin", "local", "coordinator hand-over",
                        "key set " + (old.chain().sequence() + 1) + ", new: "
                                + replaced.stream().map(KeyPurpose::code).collect(Collectors.joining(", "))));
                progress.after("begun");
                AuditHead end = log.head();
                next = old.replace(replaced, new LatestDate(rows).orNow(clock),
                        new KeySet.LogEnd(end.sequence(), end.hash()));
            }
            home.databaseClosed();
            return next;
        }
    }

    private SqlStores rows(CoordinatorDirectory home) {
        return SqlStores.open(directory.resolve(CoordinatorDirectory.DATABASE), clock, home.id(), home.commits());
    }
}
