/** Recordings as numbers. */
@NullMarked
package io.tributary.learning.sound;

import org.jspecify.annotations.NullMarked;
