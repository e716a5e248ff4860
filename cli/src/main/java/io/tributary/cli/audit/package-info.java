/** The commands that read and verify what a coordinator signed: the audit log and the registry. */
@NullMarked
package io.tributary.cli.audit;

import org.jspecify.annotations.NullMarked;
