/** What runs came to, in forms that other programs read. */
@NullMarked
package io.tributary.experiments.export;

import org.jspecify.annotations.NullMarked;
