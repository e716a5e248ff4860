/** From training to an update's bytes, the same on a device and in a simulation: what is drawn, and what encoding keeps back. */
@NullMarked
package io.tributary.learning.update;

import org.jspecify.annotations.NullMarked;
