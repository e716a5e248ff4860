/** Uploads of sealed updates: admitted, taken in part by part, verified as they arrive, complete once they are durable. */
@NullMarked
package io.tributary.coordinator.upload;

import org.jspecify.annotations.NullMarked;
