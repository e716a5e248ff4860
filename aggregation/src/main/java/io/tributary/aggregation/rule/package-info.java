/** Rules as mixing x reducer: how the updates of a round become one. */
@NullMarked
package io.tributary.aggregation.rule;

import org.jspecify.annotations.NullMarked;
