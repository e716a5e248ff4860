/** Many runs of one config: over seeds, and over values of settings. */
@NullMarked
package io.tributary.experiments.sweep;

import org.jspecify.annotations.NullMarked;
