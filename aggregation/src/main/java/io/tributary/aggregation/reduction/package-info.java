/** From the rows of one chunk to one vector: exact means and combinations, and reducers that need whole columns in order. */
@NullMarked
package io.tributary.aggregation.reduction;

import org.jspecify.annotations.NullMarked;
