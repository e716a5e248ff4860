/** Values that a model's owner brings along for its first version: {@link io.tributary.coordinator.start.GivenStarts}. */
@NullMarked
package io.tributary.coordinator.start;

import org.jspecify.annotations.NullMarked;
