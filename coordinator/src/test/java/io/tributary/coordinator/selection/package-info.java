/** Tests of the device pool. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.selection;
