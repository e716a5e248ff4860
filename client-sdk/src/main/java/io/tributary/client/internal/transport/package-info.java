/** The calls of a device to its coordinator, and the same over HTTP and WebSocket. */
@NullMarked
package io.tributary.client.internal.transport;

import org.jspecify.annotations.NullMarked;
