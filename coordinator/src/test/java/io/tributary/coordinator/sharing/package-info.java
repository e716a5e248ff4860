/** Tests of the model registry. */
@NullMarked
package io.tributary.coordinator.sharing;

import org.jspecify.annotations.NullMarked;
