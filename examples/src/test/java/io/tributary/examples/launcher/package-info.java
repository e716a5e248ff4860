/** Tests of the launcher script, {@code ./tributary}. */
@NullMarked
package io.tributary.examples.launcher;

import org.jspecify.annotations.NullMarked;
