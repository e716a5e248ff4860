/** How a device talks to its coordinator: one port, and its HTTP implementation. */
@NullMarked
package io.tributary.client.transport;

import org.jspecify.annotations.NullMarked;
