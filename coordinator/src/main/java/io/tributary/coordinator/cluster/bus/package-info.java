/**
 * TLS between members on the Vert.x event bus ({@link io.tributary.coordinator.cluster.bus.BusTls}): one certificate for all members of a
 * cluster, made in memory at each start from what they share. Uses Bouncy Castle to write it, and the JDK for everything else.
 */
@NullMarked
package io.tributary.coordinator.cluster.bus;

import org.jspecify.annotations.NullMarked;
