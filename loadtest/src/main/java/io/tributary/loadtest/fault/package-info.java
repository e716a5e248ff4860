/**
 * Faults done to a real coordinator in a process of its own, and the reconciliation of receipts with what it stored.
 *
 * <p>Files: a class for each scenario, which share the process, the devices and the reconciliation.
 */
@NullMarked
package io.tributary.loadtest.fault;

import org.jspecify.annotations.NullMarked;
