package io.tributary.coordinator.directory;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.run.NeededUpdates;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.DatabaseState;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.file.PrivateFiles;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a directory that is not whole the one to go on from, because an operator said so: its head is written anew over what the
 * database holds now, and the audit log says what was given up. Never makes a key.
 */
public final class AcceptedLoss {
    private AcceptedLoss() {}

    /**
     * Accepts what is there.
     *
     * @return what was given up, a sentence
     * @throws DamagedException if the database cannot be read at all: it must be restored, or moved away; or if the coordinator's key is
     *     from before a hand-over
     * @throws IOException if the coordinator's key is missing or cannot be read, or the head cannot be written
     */
    public static String of(Path directory, InstantSource clock) throws IOException {
        Path file = directory.resolve(CoordinatorDirectory.KEY);
        if (!Files.exists(file)) {
            throw new NotWholeException(file, "is missing", "restore it: no other key can go on here");
        }
        SigningKeys keys = KeyFile.coordinator(file);
        DirectoryIdentity.requireNewest(directory, keys);
        Path database = directory.resolve(CoordinatorDirectory.DATABASE);
        Optional<DatabaseState> state = Files.exists(database) && Files.size(database) > 0
                ? DatabaseState.read(database, LastWritten.NOTHING) : Optional.empty();
        Path headFile = directory.resolve(HeadFile.NAME);
        Optional<DirectoryHead> before =
                Files.exists(headFile) ? HeadFile.read(headFile).map(HeadFile.Stored::head) : Optional.empty();
        DirectoryHead first = DirectoryHead.first(state.map(DatabaseState::directory)
                .orElseGet(() -> UUID.randomUUID().toString()),
                before.map(DirectoryHead::member).orElseGet(() -> UUID.randomUUID().toString()), clock.millis());
        HeadFile.make(headFile, keys,
                first.after(state.map(DatabaseState::last).orElse(LastWritten.NOTHING), clock.millis()));
        String said = "went on from transaction "
                + state.map(DatabaseState::last).orElse(LastWritten.NOTHING).sequence() + "; "
                + before.map(head -> "before, " + head.lastKnown()).orElse("nothing says what was there before");
        record(directory, keys, said, clock);
        return said;
    }

    private static void record(Path directory, SigningKeys keys, String said, InstantSource clock) throws IOException {
        PrivateFiles.file(directory.resolve(CoordinatorDirectory.DATABASE));
        try (CoordinatorDirectory home = CoordinatorDirectory.open(directory, clock)) {
            try (SqlStores rows = SqlStores.open(directory.resolve(CoordinatorDirectory.DATABASE), clock, home.id(),
                    home.commits())) {
                AuditLog log = new AuditLog(rows.audit(), keys, clock);
                log.trustClock();
                log.beginUnderTheseKeys();
                log.done(new AuditAction("operator:local", "admin", "local", "coordinator accept-loss", said));
                giveUpRounds(directory, rows);
            }
            home.databaseClosed();
        }
    }

    /** A round of which an update is lost is given up by its key: it is abandoned in words, and its run goes on. */
    private static void giveUpRounds(Path directory, SqlStores rows) {
        FileKeyStore roundKeys = new FileKeyStore(directory.resolve("keys"));
        StoredObjects objects = new StoredObjects(FileObjectStore.reading(directory.resolve("objects")));
        new NeededUpdates(rows.runs(), rows.rounds(), roundKeys).updates().stream()
                .filter(update -> !objects.lost(List.of(update)).isEmpty())
                .map(update -> update.run() + "." + update.round()).distinct().forEach(roundKeys::destroy);
    }
}
