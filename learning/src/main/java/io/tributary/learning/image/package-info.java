/** Examples in memory or in files, and images as numbers. */
@NullMarked
package io.tributary.learning.image;

import org.jspecify.annotations.NullMarked;
