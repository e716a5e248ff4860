/** What an application embeds in a device: session, transport, journal, local store, edge serving. */
@NullMarked
package io.tributary.client;

import org.jspecify.annotations.NullMarked;
