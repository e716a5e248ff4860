/** Tests of the launcher script, {@code ./tributary}. */
@NullMarked
package io.tributary.cli.launcher;

import org.jspecify.annotations.NullMarked;
