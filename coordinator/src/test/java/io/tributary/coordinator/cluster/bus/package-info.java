/** What the certificate of members is. */
@NullMarked
package io.tributary.coordinator.cluster.bus;

import org.jspecify.annotations.NullMarked;
