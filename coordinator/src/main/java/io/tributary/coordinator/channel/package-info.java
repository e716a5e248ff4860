/**
 * Channels: the connections of devices in a round. {@link io.tributary.coordinator.channel.Channels} decides which of them ends and
 * what is said on them unasked; the WebSocket behind one is in {@code http}.
 */
@NullMarked
package io.tributary.coordinator.channel;

import org.jspecify.annotations.NullMarked;
