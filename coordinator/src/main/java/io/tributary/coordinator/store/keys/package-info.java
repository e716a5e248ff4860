/**
 * Round keys as files of one coordinator, {@link io.tributary.coordinator.store.keys.FileKeyStore}, or as objects that the members of a
 * cluster share, {@link io.tributary.coordinator.store.keys.ObjectKeyStore}.
 */
@NullMarked
package io.tributary.coordinator.store.keys;

import org.jspecify.annotations.NullMarked;
