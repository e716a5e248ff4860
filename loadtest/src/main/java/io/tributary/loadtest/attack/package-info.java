/** Attacks on a model by the devices of a cohort: what each of them sends, with its source. */
@NullMarked
package io.tributary.loadtest.attack;

import org.jspecify.annotations.NullMarked;
