/** TLS of the one port that a coordinator listens on: its certificate, its key, and whose devices may connect. */
@NullMarked
package io.tributary.coordinator.tls;

import org.jspecify.annotations.NullMarked;
