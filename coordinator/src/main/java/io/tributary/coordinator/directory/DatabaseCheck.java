package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.LastWritten.Place;
import io.tributary.coordinator.store.sql.DatabaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a database is the one that the head knows, and at least as new. Changes nothing. */
final class DatabaseCheck {
    private DatabaseCheck() {}

    /** @throws NotWholeException if it is not */
    static void require(Path database, DirectoryHead head) throws IOException {
        if (!Files.exists(database) || Files.size(database) == 0) {
            if (head.sequence() > 0) {
                throw refused(database, Files.exists(database) ? "is empty" : "is missing", head);
            }
        } else if (head.closed().isEmpty()) {
            requireRecent(database, head, DatabaseState::read);
        } else {
            requireAsClosed(database, head);
        }
    }

    private static void requireAsClosed(Path database, DirectoryHead head) throws IOException {
        Path wal = database.resolveSibling(database.getFileName() + "-wal");
        if (Files.exists(wal) && Files.size(wal) > 0) {
            throw refused(wal, "was not there when the coordinator ended in good order", head);
        }
        if (!CoordinatorDirectory.hash(database).equals(head.closed())) {
            requireRecent(database, head, DatabaseState::read);
            throw refused(database, "is not as the coordinator left it: its SHA-256 is another", head);
        }
    }

    /** The same of a database that was just closed, and is all in its one file. @throws NotWholeException if it is not */
    static void requireClosed(Path database, DirectoryHead head) {
        requireRecent(database, head, DatabaseState::readClosed);
    }

    private static void requireRecent(Path database, DirectoryHead head, Reading reading) {
        Optional<DatabaseState> found = read(database, head, reading);
        if (found.isEmpty()) {
            if (head.sequence() > 0) {
                throw refused(database, "holds no transaction", head);
            }
        } else if (!found.get().directory().equals(head.directory())) {
            throw refused(database, "belongs to another directory: its id is " + found.get().directory()
                    + ", not " + head.directory(), head);
        } else if (found.get().last().sequence() < head.sequence()) {
            throw refused(database, "ends at transaction " + found.get().last().sequence()
                    + ": it is older, or its write-ahead log (coordinator.db-wal) is damaged, cut or missing", head);
        } else if (head.sequence() > 0) {
            requireSame(database, found.get(), head);
        }
    }

    /** It counts at least as far: it must also be the one that counted, with what it held then. */
    private static void requireSame(Path database, DatabaseState found, DirectoryHead head) {
        LastWritten last = head.last();
        if (!found.since().mark().equals(last.mark())) {
            throw refused(database, "went another way: it counts to transaction " + found.last().sequence()
                    + ", but what it holds as transaction " + last.sequence() + " is not what HEAD knows, or HEAD is "
                    + "more than " + LastWritten.MARKS + " transactions older", head);
        }
        requirePlace(database, "audit entry ", last.audit(), found.since().audit(), head);
        requirePlace(database, "model version ", last.version(), found.since().version(), head);
        if (found.last().sequence() == last.sequence() && !found.last().equals(last)) {
            throw refused(database, "holds audit entries or model versions that no transaction wrote", head);
        }
    }

    private static void requirePlace(Path database, String what, Place known, String found, DirectoryHead head) {
        if (known.number() > 0 && !found.equals(known.sha256())) {
            throw refused(database, "was altered: " + what + known.number() + " is "
                    + (found.isEmpty() ? "missing" : "another one"), head);
        }
    }

    /** @param copy to be read in its place @throws DamagedException if SQLite finds something wrong with it */
    static void requireReadable(Path database, Path copy) {
        try {
            DatabaseState.read(copy, LastWritten.NOTHING);
        } catch (DamagedException damaged) {
            throw new DamagedException(database + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    private interface Reading {
        Optional<DatabaseState> state(Path database, LastWritten earlier);
    }

    private static Optional<DatabaseState> read(Path database, DirectoryHead head, Reading reading) {
        try {
            return reading.state(database, head.last());
        } catch (DamagedException damaged) {
            throw refused(database, "is damaged: " + damaged.getMessage(), head);
        }
    }

    private static NotWholeException refused(Path file, String what, DirectoryHead head) {
        return new NotWholeException(file, what + "; last known good: " + head.lastKnown(), DirectoryCheck.RESTORE);
    }
}
