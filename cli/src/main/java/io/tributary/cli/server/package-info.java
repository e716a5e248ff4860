/** Tributary as a product: a coordinator by its config, a device agent, the owner's keys, and what operators bring home. */
@NullMarked
package io.tributary.cli.server;

import org.jspecify.annotations.NullMarked;
