/** A typed client of the coordinator's web API, for operators. */
@NullMarked
package io.tributary.operator;

import org.jspecify.annotations.NullMarked;
