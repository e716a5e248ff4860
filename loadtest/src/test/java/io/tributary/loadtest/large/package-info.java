/** Tests of models that are larger than the coordinator's heap. */
@org.jspecify.annotations.NullMarked
package io.tributary.loadtest.large;
