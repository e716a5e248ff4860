/**
 * What devices, operators and coordinator say to each other, as bounded JSON, and why something is refused.
 *
 * <p>Files: one a message of the wire or a part of one, and what reads and writes them. {@link WireMessage} is sealed, so its messages stand in
 * one package.
 */
@NullMarked
package io.tributary.protocol.message;

import org.jspecify.annotations.NullMarked;
