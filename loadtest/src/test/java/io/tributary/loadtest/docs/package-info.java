/** What the documentation says of the tree. */
@NullMarked
package io.tributary.loadtest.docs;

import org.jspecify.annotations.NullMarked;
