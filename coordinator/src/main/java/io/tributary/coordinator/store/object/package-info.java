/** Objects as files. Entry type: {@link io.tributary.coordinator.store.object.FileObjectStore}. */
@NullMarked
package io.tributary.coordinator.store.object;

import org.jspecify.annotations.NullMarked;
