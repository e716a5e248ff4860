/** Which keys speak for a coordinator: one for each purpose, named in sets that follow each other. */
@NullMarked
package io.tributary.protocol.keys;

import org.jspecify.annotations.NullMarked;
