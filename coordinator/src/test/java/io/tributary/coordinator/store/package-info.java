/** Conformance suites of the storage ports: every backend and every fake passes the same ones. */
@NullMarked
package io.tributary.coordinator.store;

import org.jspecify.annotations.NullMarked;
