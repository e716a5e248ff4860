/** Keys that wrap other keys for all members of a cluster: a keyset in a file, or keys of a key management service. */
@NullMarked
package io.tributary.secureagg.kek;

import org.jspecify.annotations.NullMarked;
