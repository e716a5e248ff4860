/** Tests of the proxy, fault by fault. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.codec;
