/** A whole coordinator, spoken to over HTTP. */
@org.jspecify.annotations.NullMarked
package io.tributary.coordinator;
