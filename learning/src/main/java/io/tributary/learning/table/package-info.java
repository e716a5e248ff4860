/** Rows of tables as numbers: columns of numbers and of categories, with what is missing. */
@NullMarked
package io.tributary.learning.table;

import org.jspecify.annotations.NullMarked;
