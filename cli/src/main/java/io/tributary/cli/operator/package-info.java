/** The commands of an operator, who talks to a coordinator elsewhere. */
@NullMarked
package io.tributary.cli.operator;

import org.jspecify.annotations.NullMarked;
