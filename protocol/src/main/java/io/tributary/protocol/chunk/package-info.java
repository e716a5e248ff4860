/** A chunk of float32 values as bytes: the Arrow codec, and the checks that stand before and after it. */
@NullMarked
package io.tributary.protocol.chunk;

import org.jspecify.annotations.NullMarked;
