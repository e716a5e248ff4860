/** The command line: its root, the run command, and how failures become messages and exit codes. */
@NullMarked
package io.tributary.cli;

import org.jspecify.annotations.NullMarked;
