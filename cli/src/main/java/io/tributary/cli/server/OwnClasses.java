package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.learning.Evaluator;
import io.tributary.learning.EvaluatorFactory;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Code that whoever starts a coordinator brings along, in jars and folders of classes. No plan and no device adds to it, and none of them
 * names what of it is used.
 *
 * @param evaluators measure models of networks that no engine knows, in the order of their jars
 */
public record OwnClasses(List<EvaluatorFactory> evaluators) {
    /** No code. */
    public static final OwnClasses NONE = new OwnClasses(List.of());

    /** Copies the list. */
    public OwnClasses {
        evaluators = List.copyOf(evaluators);
    }

    /**
     * Looks for code.
     *
     * @param path jars and folders, with the system's separator between them
     * @throws CommandException if one of them is neither, or neither an evaluator nor a plug-in is found, or it cannot be made
     */
    public static OwnClasses on(String path) throws CommandException {
        OwnClasses own = evaluators(path, ClassPathOption.loader(path));
        if (own.evaluators().isEmpty() && !Catalogue.requireSoundPlugIns()) {
            throw new CommandException("--class-path " + path
                    + " has no evaluator: a jar names it in META-INF/services/"
                    + EvaluatorFactory.class.getName()
                    + ", and plug-ins under the names of their ports, unless the coordinator measures models on an experiment's"
                    + " held-out data (evaluate:)");
        }
        return own;
    }

    /**
     * Looks for code where classes of networks are looked for as well: none of it need measure anything.
     *
     * @throws CommandException as {@link #on}, but for finding nothing
     */
    public static OwnClasses beside(String path) throws CommandException {
        return evaluators(path, ClassPathOption.loader(path));
    }

    private static OwnClasses evaluators(String path, ClassLoader loader) throws CommandException {
        try {
            List<EvaluatorFactory> found =
                    ServiceLoader.load(EvaluatorFactory.class, loader).stream().map(ServiceLoader.Provider::get)
                            .toList();
            return new OwnClasses(found);
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new CommandException("--class-path " + path + ": an evaluator cannot be made: " + words(broken),
                    broken);
        }
    }

    private static String words(Error broken) {
        return broken.getCause() == null ? String.valueOf(broken.getMessage())
                : broken.getMessage() + ": " + broken.getCause();
    }

    /** What measures the versions of a plan's model, if any of it does. */
    Optional<Evaluator> evaluator(RunPlan plan) {
        return evaluators.stream().flatMap(factory -> factory.evaluator(plan).stream()).findFirst();
    }
}
