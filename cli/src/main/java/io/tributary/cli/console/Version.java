package io.tributary.cli.console;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this program, and the JVM it runs on. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return lines().toArray(String[]::new);
    }

    /** This program's line, and the JVM's. */
    public static List<String> lines() {
        String version =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(unpackaged)");
        return List.of("tributary " + version,
                "JVM " + Runtime.version() + " (" + System.getProperty("java.vendor")
                        + "), " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
