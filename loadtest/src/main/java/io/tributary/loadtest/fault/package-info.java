/** Faults done to a real coordinator in a process of its own, and the reconciliation of receipts with what it stored. */
@NullMarked
package io.tributary.loadtest.fault;

import org.jspecify.annotations.NullMarked;
