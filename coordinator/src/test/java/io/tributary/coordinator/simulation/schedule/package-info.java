/** Simulated time, the threads that wait in it, and chance: what makes a simulated world happen the same again. */
@NullMarked
package io.tributary.coordinator.simulation.schedule;

import org.jspecify.annotations.NullMarked;
