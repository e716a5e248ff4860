/**
 * How much of the past is kept, and what deletes the rest: {@link io.tributary.coordinator.retention.Housekeeping} does its chores in
 * small parts, on a thread of its own.
 */
@NullMarked
package io.tributary.coordinator.retention;

import org.jspecify.annotations.NullMarked;
