/**
 * What several coordinators share, on this machine: a database server and an object store, in a directory.
 * {@link io.tributary.localcluster.LocalCluster} starts both.
 */
@NullMarked
package io.tributary.localcluster;

import org.jspecify.annotations.NullMarked;
