package io.tributary.loadtest.attack;

/** Attackers that behave. */
public record NoAttack() implements Attack {}
