/** The Gram matrix of the updates, and the loops that multiply every pair of them. */
@NullMarked
package io.tributary.aggregation.gram;

import org.jspecify.annotations.NullMarked;
