/** The life of a client: it checks in, takes part in rounds, and waits in between. */
@NullMarked
package io.tributary.client.internal.loop;

import org.jspecify.annotations.NullMarked;
