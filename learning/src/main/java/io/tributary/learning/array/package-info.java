/** Arrays of numbers as NumPy writes them. */
@NullMarked
package io.tributary.learning.array;

import org.jspecify.annotations.NullMarked;
