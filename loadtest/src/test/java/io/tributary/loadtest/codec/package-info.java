/** Tests of rounds in which updates and versions travel encoded. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.codec;
