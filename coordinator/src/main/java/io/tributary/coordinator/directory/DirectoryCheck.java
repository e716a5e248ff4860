package io.tributary.coordinator.directory;

import io.tributary.coordinator.audit.ArchivedAuditStore;
import io.tributary.coordinator.audit.AuditReport;
import io.tributary.coordinator.audit.AuditVerifier;
import io.tributary.coordinator.audit.StoredEntries;
import io.tributary.coordinator.registry.Lineage;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.run.NeededUpdates;
import io.tributary.coordinator.run.SummedReports;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the directory of a coordinator that does not run, and names everything that is not whole. Changes nothing there: the database
 * is read as a copy. Beyond what a start looks at it checks every signature and hash: the audit log, every version, every update of a
 * round under way. One thread.
 */
public final class DirectoryCheck {
    /** What to do about a directory that is not whole. */
    public static final String RESTORE =
            "restore the whole directory from one backup; or, to go on without what is lost: "
                    + "./tributary coordinator accept-loss DIR";

    private final Path directory;
    private final List<String> findings = new ArrayList<>();

    private DirectoryCheck(Path directory) {
        this.directory = directory;
    }

    /**
     * Checks a directory.
     *
     * @return what is wrong, a sentence each; empty if the directory is whole
     * @throws IOException if there is no such directory, or nothing can be copied
     */
    public static List<String> of(Path directory) throws IOException {
        if (!CoordinatorDirectory.isUsed(directory)) {
            throw new FileSystemException(directory.toString(), null, "holds no coordinator's state");
        }
        DirectoryCheck check = new DirectoryCheck(directory);
        check.look();
        return List.copyOf(check.findings);
    }

    private void look() throws IOException {
        Optional<SigningKeys> keys = keys();
        Optional<DirectoryHead> head = head();
        boolean readable = head.isPresent() && database(head.get());
        Path database = directory.resolve(CoordinatorDirectory.DATABASE);
        if (keys.isPresent() && readable && Files.exists(database) && Files.size(database) > 0) {
            try (DatabaseCopy copy = DatabaseCopy.of(database);
                    SqlStores rows = SqlStores.open(copy.file(), InstantSource.system())) {
                content(keys.get(), rows);
            }
        }
    }

    private interface Look {
        void at() throws IOException, RejectedException;
    }

    private boolean finds(Look look) {
        try {
            look.at();
            return false;
        } catch (StoreException | IOException damaged) {
            findings.add(String.valueOf(damaged.getMessage()));
            return true;
        } catch (RejectedException altered) {
            findings.add(altered.reason().code() + ": " + altered.detail());
            return true;
        }
    }

    private Optional<SigningKeys> keys() throws IOException {
        Path file = directory.resolve(CoordinatorDirectory.KEY);
        boolean lost = finds(() -> DirectoryIdentity.require(directory));
        return lost || !Files.exists(file) ? Optional.empty() : Optional.of(KeyFile.coordinator(file));
    }

    private Optional<DirectoryHead> head() throws IOException {
        Path file = directory.resolve(HeadFile.NAME);
        return Files.exists(file) ? HeadFile.read(file).map(HeadFile.Stored::head) : Optional.empty();
    }

    private boolean database(DirectoryHead head) {
        return !finds(() -> DatabaseCheck.require(directory.resolve(CoordinatorDirectory.DATABASE), head));
    }

    private void content(SigningKeys signing, SqlStores rows) {
        ObjectStore objects = FileObjectStore.reading(directory.resolve("objects"));
        KeyStore keys = FileKeyStore.reading(directory.resolve("keys"));
        ArchivedAuditStore log = new ArchivedAuditStore(rows.audit(), objects);
        finds(() -> log.requireSealed(signing.chain()));
        finds(() -> audit(signing, log));
        finds(() -> models(rows, objects, signing.chain()));
        finds(() -> reports(rows, new ModelRegistry(rows.models(), objects, signing, InstantSource.system())));
        finds(() -> {
            NeededUpdates needed = new NeededUpdates(rows.runs(), rows.rounds(), keys);
            findings.addAll(
                    new StoredObjects(objects).changed(needed.updates()).stream().map("objects/"::concat).toList());
            needed.keys().forEach(name -> finds(() -> requireKey(keys, name)));
        });
    }

    private static void requireKey(KeyStore keys, String name) {
        if (keys.find(name).isEmpty()) {
            throw new StoreException("keys: the key " + name + " of a round under way is missing; the round will be "
                    + "abandoned, and its run goes on");
        }
    }

    private void audit(SigningKeys signing, AuditStore log) {
        AuditReport report =
                new AuditVerifier(signing.chain(), Optional.empty()).verify(new StoredEntries(log));
        if (report instanceof AuditReport.Broken broken) {
            findings.add(
                    CoordinatorDirectory.DATABASE + ": the audit log is broken at entry " + broken.sequence() + ": "
                            + broken.why());
        }
    }

    /** Of every version whose reports are still held, that it was made of these. */
    private void reports(SqlStores rows, ModelRegistry registry) {
        SummedReports summed = new SummedReports(registry, rows.rounds(), rows.runs());
        rows.models().newestOfEach("", Integer.MAX_VALUE).keySet()
                .forEach(model -> finds(() -> summed.check(model,
                        wrong -> findings.add(CoordinatorDirectory.DATABASE + ": " + wrong.getMessage()))));
    }

    private void models(SqlStores rows, ObjectStore objects, KeyChain keys) {
        rows.models().newestOfEach("", Integer.MAX_VALUE).keySet()
                .forEach(model -> finds(() -> new Lineage(rows.models(), objects, keys, model).verify()));
    }
}
