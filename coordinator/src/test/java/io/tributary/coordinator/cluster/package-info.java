/** One suite a port, passed alone and in a cluster, and what only a cluster shows. */
@NullMarked
package io.tributary.coordinator.cluster;

import org.jspecify.annotations.NullMarked;
