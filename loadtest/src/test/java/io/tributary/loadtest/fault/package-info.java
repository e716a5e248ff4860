/** Tests of the reconciliation, and short forms of the scenarios. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.fault;
