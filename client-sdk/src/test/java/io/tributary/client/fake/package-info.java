/** A coordinator for tests: real HTTP, signatures and seals, and a script of what it says and breaks. */
@NullMarked
package io.tributary.client.fake;

import org.jspecify.annotations.NullMarked;
