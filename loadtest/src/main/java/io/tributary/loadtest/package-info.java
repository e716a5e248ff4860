/** Device fleets, fault injection, benchmarks and the architecture rules. */
@NullMarked
package io.tributary.loadtest;

import org.jspecify.annotations.NullMarked;
