/** Rules as mixing x reducer: how the updates of a round become one. What a mixing makes of their Gram matrix is here. */
@NullMarked
package io.tributary.aggregation.rule;

import org.jspecify.annotations.NullMarked;
