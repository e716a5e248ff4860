/**
 * The ports to what a coordinator stores: {@link io.tributary.coordinator.store.RunStore runs and who owns them},
 * {@link io.tributary.coordinator.store.RoundStore events, effects and accepted updates},
 * {@link io.tributary.coordinator.store.DeviceStore devices and enrolment tokens},
 * {@link io.tributary.coordinator.store.AuditStore the audit log},
 * {@link io.tributary.coordinator.store.KnownStore what is known of files beside the database}, {@link io.tributary.coordinator.store.ModelStore model versions},
 * {@link io.tributary.coordinator.store.ObjectStore sealed updates and model chunks},
 * {@link io.tributary.coordinator.store.PartStore parts of objects that several members write in steps} and
 * {@link io.tributary.coordinator.store.KeyStore round keys}.
 *
 * <pre>
 *   rows (store.sql)          RunStore  RoundStore  DeviceStore  ModelStore  AuditStore   one database, one schema: the truth
 *   bytes (store.object)      ObjectStore                                         sealed or public, never a secret
 *   secrets (store.keys)      KeyStore                                          never in the database (I5)
 * </pre>
 *
 * <p>An update is acknowledged only after its object is committed and then its row (I1). Every write of an owner carries a
 * {@link io.tributary.coordinator.store.Fence} that is checked in the same transaction (I7). Two kinds of failure stay apart:
 * {@link io.tributary.coordinator.store.StoreException} says that storage broke, a {@code RejectedException} that the protocol
 * refuses; a programming mistake is an {@link IllegalArgumentException} or {@link IllegalStateException}. All backends pass the
 * same conformance suites, and so do the in-memory fakes that other tests use.
 *
 * <p>Files: nine ports, the records that they speak and the failures that they know, one a file, so that a backend has one place to look.
 */
@NullMarked
package io.tributary.coordinator.store;

import org.jspecify.annotations.NullMarked;
