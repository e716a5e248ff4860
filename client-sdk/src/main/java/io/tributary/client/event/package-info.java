/** What a client tells whoever listens: steps begun, finished and failed. */
@NullMarked
package io.tributary.client.event;

import org.jspecify.annotations.NullMarked;
