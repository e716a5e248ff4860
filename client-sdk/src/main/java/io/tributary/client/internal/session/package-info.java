/** One class per step of a session, and the loop that runs them. */
@NullMarked
package io.tributary.client.internal.session;

import org.jspecify.annotations.NullMarked;
