package io.tributary.examples.catalogue;

import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import java.util.List;

/** Everything that a strategy can be made of. */
public final class Catalogue {
    private Catalogue() {}

    /** Every family, in the order in which they are shown. */
    public static List<Family<?>> families() {
        return List.of(rules(), servers(), schedules());
    }

    /** How the updates of a round become one. */
    public static Family<RuleSpec> rules() {
        return Rules.ALL;
    }

    /** How that one moves the model. */
    public static Family<ServerOptimizerSpec> servers() {
        return Servers.ALL;
    }

    /** How a learning rate changes from round to round. */
    public static Family<Schedule> schedules() {
        return Schedules.ALL;
    }
}
