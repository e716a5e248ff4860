/** Tests of access. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.access;
