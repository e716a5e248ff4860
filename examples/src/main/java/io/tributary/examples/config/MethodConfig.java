package io.tributary.examples.config;

import io.tributary.examples.config.Node.Mapping;
import io.tributary.protocol.plan.ClientMethod;
import java.util.List;
import java.util.Optional;

/**
 * Key {@code train.method}: what devices do against the drift of their local training.
 *
 * @param kind fedprox, scaffold, fednova or feddyn
 * @param strength mu of fedprox, alpha of feddyn; 0 for the others
 */
public record MethodConfig(Kind kind, double strength) {
    /** The methods by name. */
    enum Kind {
        FEDPROX, SCAFFOLD, FEDNOVA, FEDDYN
    }

    private static final String EXPECTED =
            "one of scaffold, fednova, {fedprox: {mu: 0.01}}, {feddyn: {alpha: 0.1}}";
    private static final Form<String> WORD = new Form<>(EXPECTED, List.of("scaffold", "fednova"), "scaffold",
            Forms.oneOf(List.of("scaffold", "fednova")).parse());

    /** Reads the key {@code method}, none if it is left out. */
    static Optional<MethodConfig> read(Section train) {
        Optional<Node> node = train.node("method").map(Node.Entry::value);
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            return ofSection(train, mapping);
        }
        return train.find("method", WORD)
                .map(word -> new MethodConfig(word.equals("scaffold") ? Kind.SCAFFOLD : Kind.FEDNOVA, 0));
    }

    private static Optional<MethodConfig> ofSection(Section train, Mapping mapping) {
        Section choice = train.section("method");
        List<String> keys = choice.keys();
        if (keys.size() != 1 || !List.of("fedprox", "feddyn").contains(keys.getFirst())) {
            train.complain("method", "expected " + EXPECTED + ", found " + mapping.describe());
            return Optional.empty();
        }
        boolean prox = keys.getFirst().equals("fedprox");
        Section settings = choice.requireSection(keys.getFirst());
        double strength = settings.require(prox ? "mu" : "alpha", Forms.above(0, 1000));
        settings.end();
        return Optional.of(new MethodConfig(prox ? Kind.FEDPROX : Kind.FEDDYN, strength));
    }

    /** The method for a population of so many devices. */
    ClientMethod over(int devices) {
        return switch (kind) {
            case FEDPROX -> new ClientMethod.FedProx(strength);
            case SCAFFOLD -> new ClientMethod.Scaffold(devices);
            case FEDNOVA -> new ClientMethod.FedNova();
            case FEDDYN -> new ClientMethod.FedDyn(strength, devices);
        };
    }
}
