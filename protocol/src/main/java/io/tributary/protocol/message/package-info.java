/** What devices, operators and coordinator say to each other, as bounded JSON, and why something is refused. */
@NullMarked
package io.tributary.protocol.message;

import org.jspecify.annotations.NullMarked;
