/**
 * A typed client of a coordinator's web API, for operators and their tools. {@link io.tributary.operator.OperatorClient} is where to
 * begin.
 */
@NullMarked
package io.tributary.operator;

import org.jspecify.annotations.NullMarked;
