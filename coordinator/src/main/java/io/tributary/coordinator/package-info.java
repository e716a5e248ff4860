/** A coordinator as a whole: {@link io.tributary.coordinator.Coordinator} puts its parts together. */
@NullMarked
package io.tributary.coordinator;

import org.jspecify.annotations.NullMarked;
