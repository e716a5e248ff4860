package io.tributary.coordinator.access;

/**
 * Somebody who operates the coordinator.
 *
 * @param name as the issuer of the token calls him; from outside: escape it before it is shown
 */
public record Operator(String name, Role role) {}
