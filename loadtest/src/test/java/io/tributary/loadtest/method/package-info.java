/** Client methods, played by real clients and a coordinator, beside the formulas of their papers. */
@NullMarked
package io.tributary.loadtest.method;

import org.jspecify.annotations.NullMarked;
