/** Carries out an experiment: a coordinator, its devices, and what came of it. */
@NullMarked
package io.tributary.examples.run;

import org.jspecify.annotations.NullMarked;
