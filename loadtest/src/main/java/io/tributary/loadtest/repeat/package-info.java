/** Runs an experiment again and again in one JVM, and says what each run left behind. */
@NullMarked
package io.tributary.loadtest.repeat;

import org.jspecify.annotations.NullMarked;
