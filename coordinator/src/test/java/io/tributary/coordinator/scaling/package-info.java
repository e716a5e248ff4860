@NullMarked
package io.tributary.coordinator.scaling;

import org.jspecify.annotations.NullMarked;
