/** Pure maths: exact sums, aggregation rules, server optimizers, privacy accounting. */
@NullMarked
package io.tributary.aggregation;

import org.jspecify.annotations.NullMarked;
