/** How every command talks and ends: lines for the user, tables, exit codes. */
@NullMarked
package io.tributary.cli.console;

import org.jspecify.annotations.NullMarked;
