/** Plays every benchmark, one after another, and writes what was seen beside what is wanted. */
@NullMarked
package io.tributary.loadtest.report;

import org.jspecify.annotations.NullMarked;
