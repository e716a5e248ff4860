/** What encoding and decoding a chunk costs, beside copying it. */
@NullMarked
package io.tributary.loadtest.codec;

import org.jspecify.annotations.NullMarked;
