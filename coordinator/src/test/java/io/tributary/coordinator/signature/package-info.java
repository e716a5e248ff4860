/** Tests of what is remembered of signatures. */
@NullMarked
package io.tributary.coordinator.signature;

import org.jspecify.annotations.NullMarked;
