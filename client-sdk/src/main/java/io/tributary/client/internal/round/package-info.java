/** The steps of one round on a device, a class each. */
@NullMarked
package io.tributary.client.internal.round;

import org.jspecify.annotations.NullMarked;
