/** Round keys as files. Entry type: {@link io.tributary.coordinator.store.keys.FileKeyStore}. */
@NullMarked
package io.tributary.coordinator.store.keys;

import org.jspecify.annotations.NullMarked;
