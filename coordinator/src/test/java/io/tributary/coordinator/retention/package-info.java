@NullMarked
package io.tributary.coordinator.retention;

import org.jspecify.annotations.NullMarked;
