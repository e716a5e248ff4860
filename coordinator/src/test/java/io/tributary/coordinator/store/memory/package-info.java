/** In-memory fakes of the storage ports: the semantics of the real ones, without their durability. */
@NullMarked
package io.tributary.coordinator.store.memory;

import org.jspecify.annotations.NullMarked;
