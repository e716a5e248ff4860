/** Files that survive a crash whole, secrets that only their owner can read, bounded reads and the lock of a directory. */
@NullMarked
package io.tributary.secureagg.file;

import org.jspecify.annotations.NullMarked;
