/** What closing a round costs beside reading its updates once. */
@NullMarked
package io.tributary.loadtest.aggregation;

import org.jspecify.annotations.NullMarked;
