/** Measures a round with no training: what the network, the seals, the disk and the sums cost. */
@NullMarked
package io.tributary.loadtest.round;

import org.jspecify.annotations.NullMarked;
