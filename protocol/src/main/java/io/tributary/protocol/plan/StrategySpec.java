package io.tributary.protocol.plan;

/** Rule and server optimizer by name; only {@code mean} and {@code fedavg} exist so far. */
public record StrategySpec(String rule, String server) {}
