/**
 * One class per step of a session, and the loop that runs them.
 *
 * <p>Files: the steps of a session share package-private state; nothing outside sees one of them.
 */
@NullMarked
package io.tributary.client.internal.session;

import org.jspecify.annotations.NullMarked;
