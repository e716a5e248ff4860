/** What an application hears of the network. */
@NullMarked
package io.tributary.client.transport;

import org.jspecify.annotations.NullMarked;
