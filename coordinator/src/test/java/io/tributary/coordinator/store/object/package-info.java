/** Tests of what files promise, with a disk that fails at a chosen step. */
@NullMarked
package io.tributary.coordinator.store.object;

import org.jspecify.annotations.NullMarked;
