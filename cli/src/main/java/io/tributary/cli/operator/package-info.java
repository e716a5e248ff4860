/**
 * The commands of an operator, who talks to a coordinator elsewhere.
 *
 * <p>Files: a class a command, as its help lists them, and the few that they share: options, names, tables.
 */
@NullMarked
package io.tributary.cli.operator;

import org.jspecify.annotations.NullMarked;
