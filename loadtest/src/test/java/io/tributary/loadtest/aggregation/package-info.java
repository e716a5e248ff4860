/** Tests of what closing a round reads. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.aggregation;
