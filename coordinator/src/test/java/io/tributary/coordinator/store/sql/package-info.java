/** SQLite under the conformance suites, and what only a real database shows. */
@NullMarked
package io.tributary.coordinator.store.sql;

import org.jspecify.annotations.NullMarked;
