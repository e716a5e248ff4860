/** Sealing, identities, signatures and TLS files. The secure aggregation protocol is planned, and not there yet. */
@NullMarked
package io.tributary.secureagg;

import org.jspecify.annotations.NullMarked;
