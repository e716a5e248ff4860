/** What was found to be signed, so that the same bytes are not checked again and again. */
@NullMarked
package io.tributary.coordinator.signature;

import org.jspecify.annotations.NullMarked;
