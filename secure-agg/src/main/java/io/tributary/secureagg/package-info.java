/** Sealing, identities and signatures, and both sides of the secure aggregation protocol. */
@NullMarked
package io.tributary.secureagg;

import org.jspecify.annotations.NullMarked;
