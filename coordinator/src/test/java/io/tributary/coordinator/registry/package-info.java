/** Tests of the model registry. */
@NullMarked
package io.tributary.coordinator.registry;

import org.jspecify.annotations.NullMarked;
