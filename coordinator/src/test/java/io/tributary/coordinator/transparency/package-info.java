/** Tests of the log of versions. */
@NullMarked
package io.tributary.coordinator.transparency;

import org.jspecify.annotations.NullMarked;
