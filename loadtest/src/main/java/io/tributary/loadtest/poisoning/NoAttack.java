package io.tributary.loadtest.poisoning;

/** Attackers that behave. */
public record NoAttack() implements Attack {}
