/** Model owners' commands: plans are signed where the owner's key is, and started by operators who do not have it. */
@NullMarked
package io.tributary.cli.plan;

import org.jspecify.annotations.NullMarked;
