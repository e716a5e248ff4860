/** A TCP proxy on loopback that does to connections what bad networks do, by a seeded script, and counts what it did. */
@NullMarked
package io.tributary.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
