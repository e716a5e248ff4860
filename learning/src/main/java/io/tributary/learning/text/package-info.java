/** Texts as numbers. */
@NullMarked
package io.tributary.learning.text;

import org.jspecify.annotations.NullMarked;
