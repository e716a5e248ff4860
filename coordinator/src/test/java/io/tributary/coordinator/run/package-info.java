/** Tests of the shell. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.run;
