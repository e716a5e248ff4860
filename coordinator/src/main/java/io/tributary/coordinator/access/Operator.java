package io.tributary.coordinator.access;

/**
 * Somebody who operates the coordinator.
 *
 * @param name as the issuer of the token has it; it comes from outside, so escape it before it is shown
 */
public record Operator(String name, Role role) {}
