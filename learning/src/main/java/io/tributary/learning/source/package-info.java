/** Data sources of somebody's own. */
@NullMarked
package io.tributary.learning.source;

import org.jspecify.annotations.NullMarked;
