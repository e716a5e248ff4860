/** Which devices are there to be chosen. */
@NullMarked
package io.tributary.coordinator.selection;

import org.jspecify.annotations.NullMarked;
