/** What a coordinator counts and measures, and whether it can do its work. */
@NullMarked
package io.tributary.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
