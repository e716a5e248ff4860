/** Hundreds of real clients in one JVM, whose updates are known beforehand and whose receipts are kept. */
@NullMarked
package io.tributary.loadtest.fleet;

import org.jspecify.annotations.NullMarked;
