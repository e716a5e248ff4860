/** Shows the user how an experiment goes, on a terminal or as plain lines. */
@NullMarked
package io.tributary.experiments.progress;

import org.jspecify.annotations.NullMarked;
