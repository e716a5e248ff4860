/** Where passes over ranges of chunks run. */
@NullMarked
package io.tributary.aggregation.executor;

import org.jspecify.annotations.NullMarked;
