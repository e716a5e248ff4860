/** The commands that read and verify the audit log. */
@NullMarked
package io.tributary.cli.audit;

import org.jspecify.annotations.NullMarked;
