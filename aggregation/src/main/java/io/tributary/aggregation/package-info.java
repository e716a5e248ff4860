/** Pure maths: exact sums, aggregation rules and server optimizers. */
@NullMarked
package io.tributary.aggregation;

import org.jspecify.annotations.NullMarked;
