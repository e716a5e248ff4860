/** Server optimizers: how the mean update moves the model. */
@NullMarked
package io.tributary.aggregation.optimizer;

import org.jspecify.annotations.NullMarked;
