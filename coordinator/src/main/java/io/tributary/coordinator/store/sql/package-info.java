/**
 * Rows in a database by JDBI. Entry type: {@link io.tributary.coordinator.store.sql.SqlStores}. The schema is in
 * {@code db/migration}, applied by Flyway when the stores open. SQLite runs in write-ahead mode with {@code synchronous=FULL}: a
 * transaction that returned survives a power loss (I1). All writes go through a pool of one connection that takes SQLite's
 * write lock when a transaction begins, so what a transaction read stays true until it commits; readers have a pool of their own
 * and cannot write.
 *
 * <p>Where a server keeps the rows, too, one transaction writes at a time: {@link
 * io.tributary.coordinator.store.sql.connection.Dialect}.
 *
 * <p>Files: a class for each port and for each table that more than one of them writes, all within one transaction of {@code Database}.
 */
@NullMarked
package io.tributary.coordinator.store.sql;

import org.jspecify.annotations.NullMarked;
