/**
 * Faults done to the members of a cluster, each in a process of its own, and to what they share: a PostgreSQL and an S3-compatible store.
 */
@NullMarked
package io.tributary.loadtest.members;

import org.jspecify.annotations.NullMarked;
