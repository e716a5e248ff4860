/**
 * A tamper-evident log of what was done and what was denied: {@link io.tributary.coordinator.audit.AuditLog} writes it,
 * {@link io.tributary.coordinator.audit.AuditVerifier} checks it. Entries are signed by the coordinator and name the hash of the
 * entry before.
 */
@NullMarked
package io.tributary.coordinator.audit;

import org.jspecify.annotations.NullMarked;
