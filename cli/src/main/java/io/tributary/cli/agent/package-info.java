/** The device agent: a device of a product, run from the command line. */
@NullMarked
package io.tributary.cli.agent;

import org.jspecify.annotations.NullMarked;
