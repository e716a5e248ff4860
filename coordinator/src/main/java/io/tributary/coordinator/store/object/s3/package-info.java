/**
 * Objects in a bucket that members share (docs/decisions/0012). The entry type, which no config makes yet, is
 * {@link io.tributary.coordinator.store.object.s3.S3ObjectStore}.
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
