/**
 * What devices, operators and coordinator say to each other, as bounded JSON, and why something is refused.
 *
 * <p>Files: a record for each message and each part of one. The sealed types need them in one package.
 */
@NullMarked
package io.tributary.protocol.message;

import org.jspecify.annotations.NullMarked;
