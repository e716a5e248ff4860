/**
 * Who may do what: enrolment by one-time tokens, certificates, operators and their roles, rate limits. Knows no HTTP and no
 * database. Where nothing says that something is allowed, it is not.
 */
@NullMarked
package io.tributary.coordinator.access;

import org.jspecify.annotations.NullMarked;
