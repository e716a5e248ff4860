/** A coordinator by its config file, and the model owner's keys. */
@NullMarked
package io.tributary.cli.server;

import org.jspecify.annotations.NullMarked;
