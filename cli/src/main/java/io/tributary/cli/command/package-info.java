/** The commands that run something here: experiments, coordinators, devices, keys and certificates. */
@NullMarked
package io.tributary.cli.command;

import org.jspecify.annotations.NullMarked;
