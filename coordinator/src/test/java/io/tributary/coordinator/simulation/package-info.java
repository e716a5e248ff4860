/**
 * A whole federation in one thread: three members with the real run controllers, followers, surveys, uploads and messages over the
 * storage that they share, in memory, with simulated time, devices, network and deaths. Everything that happens follows from a seed.
 */
@NullMarked
package io.tributary.coordinator.simulation;

import org.jspecify.annotations.NullMarked;
