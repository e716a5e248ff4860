/** Tests of the round machine. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.round;
