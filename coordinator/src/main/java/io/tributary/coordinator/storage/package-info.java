/**
 * Where a coordinator keeps what must not be lost: in its own directory, or in a database and buckets that the members of a cluster share.
 */
@NullMarked
package io.tributary.coordinator.storage;

import org.jspecify.annotations.NullMarked;
