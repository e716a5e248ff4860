/** Blobs as files. Entry type: {@link io.tributary.coordinator.store.blob.FileBlobStore}. */
@NullMarked
package io.tributary.coordinator.store.blob;

import org.jspecify.annotations.NullMarked;
