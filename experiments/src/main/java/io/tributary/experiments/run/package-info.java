/** Carries out an experiment: a coordinator, its devices, and what came of it. */
@NullMarked
package io.tributary.experiments.run;

import org.jspecify.annotations.NullMarked;
