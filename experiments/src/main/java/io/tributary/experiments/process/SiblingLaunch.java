package io.tributary.experiments.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What to start as a sibling of this JVM.
 *
 * @param name for messages, such as {@code devices-1}
 * @param main a public class with a {@code main}, run on the same java, flags, class path and environment as this one
 * @param arguments of that main; every user of the machine can read them: no secrets
 * @param jvmOptions behind this JVM's own ones, so that they win; {@code -Xmx1g}, say
 * @param out is given each line of its standard output, from a thread of its own
 * @param err is given each line of its standard error, from a thread of its own
 */
public record SiblingLaunch(String name, Class<?> main, List<String> arguments, List<String> jvmOptions,
        Consumer<String> out, Consumer<String> err) {
    /** Options of this JVM that two processes cannot share: a debugger's port, a recording's file. */
    private static final List<String> NOT_SHARED =
            List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrunjdwp", "-Xdebug",
                    "-XX:StartFlightRecording", "-Dcom.sun.management.jmxremote");

    private static volatile String ownClasses = "";

    /** Has siblings find the classes of these jars and folders too, from now on. */
    public static void withClasses(String path) {
        ownClasses = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(entry -> File.pathSeparator + Path.of(entry).toAbsolutePath()).collect(Collectors.joining());
    }

    /** Copies the lists. */
    public SiblingLaunch {
        arguments = List.copyOf(arguments);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A sibling whose lines all go to {@code sink}, its name in front of each. */
    public static SiblingLaunch forwarding(String name, Class<?> main, List<String> arguments, Consumer<String> sink) {
        Consumer<String> named = line -> sink.accept("[" + name + "] " + line);
        return new SiblingLaunch(name, main, arguments, List.of(), named, named);
    }

    /** The command line, for whoever starts it in another folder or environment than this JVM's. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(shared(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(jvmOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path") + ownClasses, SiblingMain.class.getName(),
                        main.getName()));
        command.addAll(arguments);
        return command;
    }

    static List<String> shared(List<String> jvmOptions) {
        return jvmOptions.stream().filter(option -> NOT_SHARED.stream().noneMatch(option::startsWith))
                .toList();
    }
}
