package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a plan leaves out of training in common: by whole name, or by a prefix that ends before a dot.
 *
 * @param local stays on the device
 * @param frozen stays as it is
 */
record Left(List<String> local, List<String> frozen) {
    static final Left NOTHING = new Left(List.of(), List.of());

    /** What a plan says, checked against the network. */
    static Left of(ParameterLayout network, TrainingSpec training) {
        Left left = new Left(training.local(), training.frozen());
        requireKnown(network, "local", left.local);
        requireKnown(network, "frozen", left.frozen);
        for (Parameter parameter : network.parameters()) {
            if (left.isLocal(parameter) && left.isFrozen(parameter)) {
                throw new IllegalArgumentException(
                        "'" + parameter.name() + "' is both local and frozen; name it in one of the lists");
            }
        }
        boolean trains = network.parameters().stream()
                .anyMatch(p -> p.role() == Role.TRAINABLE && !left.isLocal(p) && !left.isFrozen(p));
        if (!trains) {
            throw new IllegalArgumentException("local " + left.local + " and frozen " + left.frozen
                    + " leave nothing to train together; leave a layer out of them, of " + names(network));
        }
        return left;
    }

    boolean isLocal(Parameter parameter) {
        return local.stream().anyMatch(name -> covers(name, parameter));
    }

    boolean isFrozen(Parameter parameter) {
        return frozen.stream().anyMatch(name -> covers(name, parameter));
    }

    private static boolean covers(String name, Parameter parameter) {
        return parameter.name().equals(name) || parameter.name().startsWith(name + ".");
    }

    private static void requireKnown(ParameterLayout network, String list, List<String> names) {
        for (String name : names) {
            if (network.parameters().stream().noneMatch(parameter -> covers(name, parameter))) {
                throw new IllegalArgumentException(list + " names '" + name + "', which this network has not; it has "
                        + names(network));
            }
        }
    }

    private static Set<String> names(ParameterLayout network) {
        Set<String> names = new LinkedHashSet<>();
        network.parameters().stream().filter(p -> p.name().indexOf('.') > 0)
                .forEach(p -> names.add(p.name().substring(0, p.name().indexOf('.'))));
        network.parameters().forEach(p -> names.add(p.name()));
        return names;
    }
}
