/** The rules of docs/architecture.md, held against the compiled classes of all modules. */
@NullMarked
package io.tributary.loadtest.architecture;

import org.jspecify.annotations.NullMarked;
