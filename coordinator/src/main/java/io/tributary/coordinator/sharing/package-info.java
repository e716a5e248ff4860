/**
 * What members of a cluster tell each other over live events: how runs stand, what devices answered, who waits for work. Everything is a
 * hint: the stores say what holds.
 */
@NullMarked
package io.tributary.coordinator.sharing;

import org.jspecify.annotations.NullMarked;
