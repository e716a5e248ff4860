/** Objects in buckets: the port's suite, members that take over from one another, and a service that fails or lies. */
@NullMarked
package io.tributary.coordinator.store.object.s3;

import org.jspecify.annotations.NullMarked;
