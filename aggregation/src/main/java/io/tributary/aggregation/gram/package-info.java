/** The Gram matrix of the updates or, where that is enough, their lengths, and the loops that multiply them. */
@NullMarked
package io.tributary.aggregation.gram;

import org.jspecify.annotations.NullMarked;
