package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.learning.Evaluator;
import io.tributary.learning.EvaluatorFactory;
import io.tributary.protocol.plan.RunPlan;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
     * @throws CommandException if one of them is neither, or nothing is found, or it cannot be made
     */
    public static OwnClasses on(String path) throws CommandException {
        List<URL> places = new ArrayList<>();
        for (String entry : path.split(File.pathSeparator, -1)) {
            places.add(place(entry));
        }
        ClassLoader loader = new URLClassLoader("own", places.toArray(URL[]::new), OwnClasses.class.getClassLoader());
        try {
            List<EvaluatorFactory> found =
                    ServiceLoader.load(EvaluatorFactory.class, loader).stream().map(ServiceLoader.Provider::get)
                            .toList();
            if (found.isEmpty()) {
                throw new CommandException(
                        "--class-path " + path + " has no evaluator: a jar names it in META-INF/services/"
                                + EvaluatorFactory.class.getName());
            }
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

    private static URL place(String entry) throws CommandException {
        Path place = Path.of(entry);
        if (entry.isBlank() || !(Files.isDirectory(place) || (Files.isRegularFile(place) && entry.endsWith(".jar")))) {
            throw new CommandException("--class-path: '" + entry + "' is neither a jar nor a folder of classes");
        }
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new CommandException("--class-path: '" + entry + "': " + impossible.getMessage(), impossible);
        }
    }

    /** What measures the versions of a plan's model, if any of it does. */
    Optional<Evaluator> evaluator(RunPlan plan) {
        return evaluators.stream().flatMap(factory -> factory.evaluator(plan).stream()).findFirst();
    }
}
