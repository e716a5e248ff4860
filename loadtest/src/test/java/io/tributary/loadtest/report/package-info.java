/** Tests of the report of all benchmarks. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.report;
