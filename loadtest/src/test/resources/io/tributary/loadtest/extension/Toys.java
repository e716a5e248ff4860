package io.tributary.extension;

import io.tributary.experiments.config.DataShape;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the checks of the toys, and holds what they share: a config, as a user writes it, to the plan that is signed and back. */
public final class Toys {
    private static final Path QUICKSTART = Path.of("../examples/configs/quickstart.yaml");

    private Toys() {}

    /** Runs the checks that these classes have, and prints a line for each: its name, and how it went. */
    public static void main(String[] checks) throws Exception {
        for (String check : checks) {
            System.out.println("check " + check + " " + outcome(check));
        }
    }

    private static String outcome(String check) throws Exception {
        try {
            Class.forName(check).getMethod("check").invoke(null);
            return "passed";
        } catch (InvocationTargetException failed) {
            StringWriter trace = new StringWriter();
            failed.getCause().printStackTrace(new PrintWriter(trace));
            return trace.toString().replace('\n', ' ');
        }
    }

    static ExperimentConfig config(String... overrides) throws Exception {
        return ExperimentConfig.read(QUICKSTART, Arrays.asList(overrides));
    }

    static RunPlan plan(String... overrides) throws Exception {
        RunPlan plan = PlanBuilder.plan(config(overrides), new DataShape(List.of(28, 28, 1), 10, 200));
        return WireJson.readDocument(WireJson.write(plan), RunPlan.class);
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
