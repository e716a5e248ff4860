/** Sealed updates: one header that wraps a fresh key for the round, and one ciphertext a chunk that opens by itself. */
@NullMarked
package io.tributary.secureagg.seal;

import org.jspecify.annotations.NullMarked;
