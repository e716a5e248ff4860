/**
 * Objects in a bucket of an S3-compatible service, shared by the members of a cluster (docs/decisions/0012). Entry types:
 * {@link io.tributary.coordinator.store.object.s3.S3ObjectStore} and
 * {@link io.tributary.coordinator.store.object.s3.S3Settings}.
 *
 * <pre>
 *   PREFIX/objects/NAME     a committed object
 *   PREFIX/parts/NAME/ID    a part of a partial object, named by a row of {@link io.tributary.coordinator.store.PartStore}
 *   PREFIX/probe/ID         written and deleted when a store opens
 * </pre>
 */
@NullMarked
package io.tributary.coordinator.store.object.s3;

import org.jspecify.annotations.NullMarked;
