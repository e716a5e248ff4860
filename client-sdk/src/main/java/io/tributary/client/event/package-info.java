/** What a client tells its listener: steps begun, finished and failed. */
@NullMarked
package io.tributary.client.event;

import org.jspecify.annotations.NullMarked;
