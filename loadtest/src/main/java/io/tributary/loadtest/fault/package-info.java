/** Faults done to a real coordinator in a process of its own, and the books that are balanced afterwards. */
@NullMarked
package io.tributary.loadtest.fault;

import org.jspecify.annotations.NullMarked;
