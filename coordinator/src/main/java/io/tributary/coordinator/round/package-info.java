/** What a round does next, decided purely: no network, storage, clock or ambient randomness in here. */
@NullMarked
package io.tributary.coordinator.round;

import org.jspecify.annotations.NullMarked;
