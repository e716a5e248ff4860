package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import java.util.List;

/** Rule and server optimizer by name; only {@code mean} and {@code fedavg} exist so far. */
public record StrategySpec(String rule, String server) {
    private static final List<String> RULES = List.of("mean");
    private static final List<String> SERVERS = List.of("fedavg");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a name is not known
     */
    public StrategySpec {
        Fields.oneOf("rule", rule, RULES);
        Fields.oneOf("server", server, SERVERS);
    }
}
