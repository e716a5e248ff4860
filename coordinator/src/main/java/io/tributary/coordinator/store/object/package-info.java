/** Blobs as files. Entry type: {@link io.tributary.coordinator.store.object.FileBlobStore}. */
@NullMarked
package io.tributary.coordinator.store.object;

import org.jspecify.annotations.NullMarked;
