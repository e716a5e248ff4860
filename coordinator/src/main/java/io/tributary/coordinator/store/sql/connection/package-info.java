/** Connections to the databases that rows are kept in, and in what these differ. */
@NullMarked
package io.tributary.coordinator.store.sql.connection;

import org.jspecify.annotations.NullMarked;
