/** What a config says of data that is no picture: the columns of a table, and so on. */
@NullMarked
package io.tributary.experiments.source;

import org.jspecify.annotations.NullMarked;
