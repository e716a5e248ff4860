/** Tests of the audit log. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.directory;
