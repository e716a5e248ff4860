/**
 * A whole federation in one thread: the real run loop, round machine, registry and sealing over stores in memory, with simulated
 * time, devices, network and deaths. Everything that happens follows from a seed.
 */
@NullMarked
package io.tributary.coordinator.simulation;

import org.jspecify.annotations.NullMarked;
