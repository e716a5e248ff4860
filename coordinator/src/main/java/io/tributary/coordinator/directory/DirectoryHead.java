package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.LastWritten;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import java.time.Instant;

/**
 * What a directory held last; signed by the coordinator's key.
 *
 * @param v format version, 1
 * @param turn how often a head was written, 1 for the first
 * @param directory id drawn for the directory when it was made, also in its database
 * @param member the coordinator's id among the owners of runs
 * @param last what the database held after the last transaction that is known to be durable
 * @param at when that was, in epoch milliseconds
 * @param closed hex SHA-256 of the database file, if the coordinator ended after that transaction in good order; else empty
 */
record DirectoryHead(int v, long turn, String directory, String member, LastWritten last, long at, String closed)
        implements Versioned {
    private static final int LONGEST = 64;

    DirectoryHead {
        Fields.version(v);
        Fields.within("turn", turn, 1, Long.MAX_VALUE);
        Fields.line("directory", directory, 1, LONGEST);
        Fields.line("member", member, 1, LONGEST);
        Fields.within("at", at, 0, Long.MAX_VALUE);
        if (!closed.isEmpty()) {
            Sha256.requireHex("closed", closed);
        }
    }

    /** That of a new directory. */
    static DirectoryHead first(String directory, String member, long millis) {
        return new DirectoryHead(Versioned.VERSION, 1, directory, member, LastWritten.NOTHING, millis, "");
    }

    /** What was known to be durable, in words. */
    String lastKnown() {
        return "transaction " + sequence() + " of " + Instant.ofEpochMilli(at) + " was durable, with "
                + last.audit().number() + " audit entries and " + last.version().number() + " model versions";
    }

    /** The last transaction of the database that is known to be durable, 0 before the first. */
    long sequence() {
        return last.sequence();
    }

    /** Whether it says more than another: it knows a later transaction, or was written later. */
    boolean isNewerThan(DirectoryHead other) {
        return sequence() != other.sequence() ? sequence() > other.sequence() : turn > other.turn;
    }

    /** The same directory after another transaction. */
    DirectoryHead after(LastWritten transaction, long millis) {
        return new DirectoryHead(v, turn + 1, directory, member, transaction, millis, "");
    }

    /** The same directory, in good order, with a database file of this hash. */
    DirectoryHead closed(String database) {
        return new DirectoryHead(v, turn + 1, directory, member, last, at, database);
    }
}
