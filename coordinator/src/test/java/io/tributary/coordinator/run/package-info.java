/** Tests of runs and of what plays them. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.run;
