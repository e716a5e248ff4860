/** Messages of devices, whatever they came by, and what becomes of a device that is revoked. */
@NullMarked
package io.tributary.coordinator.device;

import org.jspecify.annotations.NullMarked;
