/**
 * Sessions of devices: opened by one proof of possession, good at every member, and ended everywhere when a device is out or copied. What
 * is remembered of them is this process's, or the cluster's where there is one.
 */
@NullMarked
package io.tributary.coordinator.access.session;

import org.jspecify.annotations.NullMarked;
