/** Tests of single parts of the web API. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator.admission;
