/** Channels: the connections of devices in a round, and what is said on them unasked. */
@NullMarked
package io.tributary.coordinator.channel;

import org.jspecify.annotations.NullMarked;
